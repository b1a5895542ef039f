package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.VectorFile;

/** Which hosts a pattern covers, and which spellings of a host are the same host. */
final class HostMatch {
    static final String OP = "host.match";

    private HostMatch() {}

    static VectorFile draft() {
        TopicDraft topic = TopicDraft.of(
                "host-match",
                "host.match: does the pattern of a rule cover the host that a client connects to?",
                "match and no-match are about well-formed input; a malformed pattern or host is a reject. A host without a"
                        + " match may be let through unpinned, so malformed must never become no-match.",
                "Patterns: host, *.domain (exactly one label more), **.domain (the domain and everything below).");
        HostMatchNotes.addTo(topic);
        exact(topic.group("exact", OP));
        wildcards(topic.group("one-label", OP));
        subtrees(topic.group("subtree", OP));
        placement(topic.group("wildcard-placement", OP));
        malformed(topic.group("malformed", OP));
        HostSpellings.addTo(topic);
        HostAddresses.addTo(topic);
        HostCodeUnits.addTo(topic);
        return topic.finish();
    }

    private static void exact(GroupDraft group) {
        group.test("same", "the pattern is the host", "Exact")
                .in(host("example.com", "example.com"))
                .expect("match");
        group.test("other", "another host of the same domain", "Exact")
                .in(host("example.com", "example.org"))
                .expect("no-match")
                .unlike("same");
        group.test("single-label", "a host without a dot", "Exact")
                .in(host("localhost", "localhost"))
                .expect("match");
        group.test("below", "a host below an exact pattern", "Exact")
                .in(host("example.com", "api.example.com"))
                .expect("no-match")
                .unlike("same");
        group.test("suffix", "ends with the pattern, but inside a label", "LabelBoundary")
                .in(host("example.com", "badexample.com"))
                .expect("no-match")
                .unlike("same");
        group.test("prefix", "the pattern is the beginning of a longer name", "LabelBoundary")
                .in(host("example.com", "example.com.evil.test"))
                .expect("no-match")
                .unlike("same");
        group.test("dot-is-no-wildcard", "a dot of the pattern read as a regular expression", "LabelBoundary")
                .in(host("api.example.com", "apixexample.com"))
                .expect("no-match")
                .unlike("same");
        group.test("digits-and-hyphens", "letters, digits and hyphens", "Exact")
                .in(host("a-1.3--x.example", "a-1.3--x.example"))
                .expect("match");
        group.test("numeric-label", "a label of digits that is not the last one", "Exact")
                .in(host("123.example.com", "123.example.com"))
                .expect("match");
        group.test("underscore", "a label with an underscore, as in service names", "Underscore")
                .in(host("_api.example.com", "_api.example.com"))
                .choice("underscore", "match", "reject");
    }

    private static void wildcards(GroupDraft group) {
        group.test("one", "one label in the place of *.", "OneLabel")
                .in(host("*.example.com", "api.example.com"))
                .expect("match");
        group.test("two", "two labels", "OneLabel")
                .in(host("*.example.com", "v1.api.example.com"))
                .expect("no-match")
                .unlike("one");
        group.test("apex", "no label at all", "OneLabel")
                .in(host("*.example.com", "example.com"))
                .expect("no-match")
                .unlike("one");
        group.test("no-boundary", "characters, but no label of their own", "LabelBoundary")
                .in(host("*.example.com", "apiexample.com"))
                .expect("no-match")
                .unlike("one");
        group.test("other-domain", "the domain with a further label behind it", "LabelBoundary")
                .in(host("*.example.com", "api.example.com.evil.test"))
                .expect("no-match")
                .unlike("one");
        group.test("empty-label", "an empty label is no label, and the host is malformed", "EmptyLabel")
                .in(host("*.example.com", ".example.com"))
                .expect("reject")
                .unlike("one");
        group.test("upper-case-host", "an upper-case host under a wildcard", "CaseFolding")
                .in(host("*.example.com", "API.EXAMPLE.COM"))
                .expect("match");
        group.test("trailing-dot-host", "an absolute host under a wildcard", "TrailingDot")
                .in(host("*.example.com", "api.example.com."))
                .expect("match");
        group.test("trailing-dot-pattern", "an absolute pattern", "TrailingDot")
                .in(host("*.example.com.", "api.example.com"))
                .expect("match");
    }

    private static void subtrees(GroupDraft group) {
        group.test("apex", "the domain itself", "Subtree")
                .in(host("**.example.com", "example.com"))
                .expect("match");
        group.test("one", "one label below", "Subtree")
                .in(host("**.example.com", "api.example.com"))
                .expect("match");
        group.test("deep", "four labels below", "Subtree")
                .in(host("**.example.com", "a.b.c.d.example.com"))
                .expect("match");
        group.test("no-boundary", "ends with the domain, but inside a label", "LabelBoundary")
                .in(host("**.example.com", "badexample.com"))
                .expect("no-match")
                .unlike("one");
        group.test("parent", "the parent of the domain", "Subtree")
                .in(host("**.api.example.com", "example.com"))
                .expect("no-match")
                .unlike("one");
        group.test("sibling", "a sibling of the domain", "Subtree")
                .in(host("**.api.example.com", "www.example.com"))
                .expect("no-match")
                .unlike("one");
        group.test("upper-case", "an upper-case host, deep below", "CaseFolding")
                .in(host("**.example.com", "A.B.Example.Com"))
                .expect("match");
    }

    private static void placement(GroupDraft group) {
        misplaced(group, "star", "a wildcard for everything", "*");
        misplaced(group, "two-stars", "a subtree of everything", "**");
        misplaced(group, "star-dot", "a wildcard before the root", "*.");
        misplaced(group, "inner", "a wildcard between labels", "api.*.com");
        misplaced(group, "last", "a wildcard for the last label", "example.*");
        misplaced(group, "partial-end", "a wildcard for the end of a label", "ap*.example.com");
        misplaced(group, "partial-start", "a wildcard for the start of a label", "*pi.example.com");
        misplaced(group, "no-dot", "a wildcard without the dot behind it", "*example.com");
        misplaced(group, "twice", "two wildcards", "*.*.example.com");
        misplaced(group, "three-stars", "a wildcard that does not exist", "***.example.com");
        misplaced(group, "leading-dot", "the cookie form of a suffix", ".example.com");
        group.test("in-host", "a wildcard in the place of the host", "WildcardPlacement")
                .in(host("*.example.com", "*.example.com"))
                .expect("reject")
                .unlike("one-label::one");
        group.test("top-level-domain", "a wildcard right below a top-level domain", "PublicSuffix")
                .in(host("*.com", "example.com"))
                .choice("public-suffix-pattern", "reject", "match");
        group.test("top-level-subtree", "a whole top-level domain", "PublicSuffix")
                .in(host("**.com", "example.com"))
                .choice("public-suffix-pattern", "reject", "match");
    }

    private static void misplaced(GroupDraft group, String id, String comment, String pattern) {
        group.test(id, comment, "WildcardPlacement")
                .in(host(pattern, "api.example.com"))
                .expect("reject")
                .unlike("one-label::one");
    }

    private static void malformed(GroupDraft group) {
        malformed(group, "empty", "no host", "MissingHost", "");
        malformed(group, "root", "the root of DNS", "MissingHost", ".");
        malformed(group, "empty-label", "two dots in a row", "EmptyLabel", "example..com");
        malformed(group, "leading-dot", "a dot in front", "EmptyLabel", ".example.com");
        malformed(
                group, "leading-dot-u-label", "a dot in front of a U-label", "EmptyLabel", ".b\u00fccher.example.com");
        malformed(group, "two-trailing-dots", "two dots at the end", "EmptyLabel", "example.com..");
        malformed(group, "port", "a host with its port", "NotAHost", "example.com:443");
        malformed(group, "url", "a URL", "NotAHost", "https://example.com");
        malformed(group, "path", "a host with a path", "NotAHost", "example.com/");
        malformed(group, "user-info", "a user name before the host", "NotAHost", "user@example.com");
        malformed(group, "percent", "a percent-encoded letter", "NotAHost", "ex%61mple.com");
        malformed(group, "leading-space", "a space in front", "ControlCharacters", " example.com");
        malformed(group, "trailing-newline", "a line feed behind", "ControlCharacters", "example.com\n");
        malformed(
                group, "nul", "a NUL before the rest of another name", "ControlCharacters", "example.com\0.evil.test");
        malformed(group, "trailing-nul", "a NUL behind", "ControlCharacters", "example.com\0");
        malformed(group, "leading-hyphen", "a label that starts with a hyphen", "LabelSyntax", "-api.example.com");
        malformed(group, "trailing-hyphen", "a label that ends with a hyphen", "LabelSyntax", "api-.example.com");
        malformed(group, "label-of-64", "a label of 64 octets", "NameLength", "a".repeat(64) + ".example.com");
        malformed(group, "name-of-254", "a name of 254 octets", "NameLength", name(254));
        group.test("label-of-63", "the longest label there is", "NameLength")
                .in(host("**.example.com", "a".repeat(63) + ".example.com"))
                .expect("match");
        group.test("name-of-253", "the longest name there is", "NameLength")
                .in(host("**.example.com", name(253)))
                .expect("match");
        group.test("pattern-with-port", "a pattern with a port", "NotAHost")
                .in(host("example.com:443", "example.com"))
                .expect("reject")
                .unlike("exact::same");
        group.test("empty-pattern", "no pattern", "MissingHost")
                .in(host("", "example.com"))
                .expect("reject")
                .unlike("exact::same");
        group.test("pattern-with-newline", "a pattern read with its line end", "ControlCharacters")
                .in(host("example.com\n", "example.com"))
                .expect("reject")
                .unlike("exact::same");
    }

    /** A host that would be covered, were it well-formed. */
    private static void malformed(GroupDraft group, String id, String comment, String flag, String host) {
        group.test(id, comment, flag)
                .in(host("**.example.com", host))
                .expect("reject")
                .unlike("subtree::apex");
    }

    /** A name below example.com of so many characters, its labels not over-long. */
    private static String name(int length) {
        String labels = ("a".repeat(59) + ".").repeat(4);
        return "a".repeat(length - labels.length() - 12) + "." + labels + "example.com";
    }

    static Object[] host(String pattern, String host) {
        return new Object[] {"pattern", pattern, "host", host};
    }
}
