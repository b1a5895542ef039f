package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.HostMatch.OP;
import static dev.linchpin.vectors.draft.HostMatch.host;

/** One host, many spellings; and what only looks like a spelling of it. */
final class HostSpellings {
    private HostSpellings() {}

    static void addTo(TopicDraft topic) {
        ascii(topic.group("spelling", OP));
        international(topic.group("idna", OP));
        lookalikes(topic.group("idna-mapping", OP));
        ipv4(topic.group("ipv4", OP));
        ipv6(topic.group("ipv6", OP));
    }

    private static void ascii(GroupDraft group) {
        matches(group, "upper-case-host", "an upper-case host", "CaseFolding", "example.com", "EXAMPLE.COM");
        matches(group, "upper-case-pattern", "an upper-case pattern", "CaseFolding", "Example.COM", "example.com");
        matches(
                group,
                "letter-i",
                "I is i in every locale, Turkish included",
                "CaseFolding",
                "api.example",
                "API.EXAMPLE");
        matches(group, "trailing-dot-host", "an absolute host", "TrailingDot", "example.com", "example.com.");
        matches(group, "trailing-dot-pattern", "an absolute pattern", "TrailingDot", "example.com.", "example.com");
        matches(group, "dot-and-case", "upper case and a trailing dot", "TrailingDot", "example.com", "Example.Com.");
    }

    private static void international(GroupDraft group) {
        matches(
                group,
                "a-label",
                "A-labels are plain names",
                "Exact",
                "xn--bcher-kva.example",
                "xn--bcher-kva.example");
        matches(
                group,
                "upper-case-a-label",
                "an A-label in upper case",
                "CaseFolding",
                "xn--bcher-kva.example",
                "XN--BCHER-KVA.EXAMPLE");
        idna(group, "u-label-host", "a U-label for its A-label", "xn--bcher-kva.example", "b\u00fccher.example");
        idna(group, "u-label-pattern", "a pattern with a U-label", "b\u00fccher.example", "xn--bcher-kva.example");
        idna(group, "upper-case-u-label", "an upper-case U-label", "xn--bcher-kva.example", "B\u00dcCHER.example");
        idna(group, "below-wildcard", "a U-label in the place of *.", "*.example.com", "b\u00fccher.example.com");
        idna(
                group,
                "wildcard-domain",
                "a wildcard before a U-label",
                "*.b\u00fccher.example",
                "api.xn--bcher-kva.example");
        idna(group, "chinese", "labels without any ASCII", "xn--fsqu00a.xn--0zwm56d", "\u4f8b\u5b50.\u6d4b\u8bd5");
        group.test("cyrillic", "a Cyrillic a makes another name", "IdnaHomograph")
                .in(host("example.com", "ex\u0430mple.com"))
                .needs("idna")
                .expect("no-match")
                .unlike("exact::same");
        group.test("dotless-i", "a dotless i makes another name", "IdnaHomograph")
                .in(host("api.example", "ap\u0131.example"))
                .needs("idna")
                .expect("no-match")
                .unlike("spelling::letter-i");
        String sharp = "stra\u00dfe.example";
        group.test("sharp-s", "\u00df is a letter of its own in IDNA 2008 and ss in IDNA 2003", "IdnaDeviation")
                .in(host("xn--strae-oqa.example", sharp))
                .choice("idna-deviation", "reject", "match");
        group.test("sharp-s-as-ss", "\u00df must not be ss, which is somebody else's name", "IdnaDeviation")
                .in(host("strasse.example", sharp))
                .choice("idna-deviation", "reject", "no-match");
        group.test("final-sigma", "\u03c2 must not be \u03c3, which is somebody else's name", "IdnaDeviation")
                .in(host("xn--4xa.example", "\u03c2.example"))
                .choice("idna-deviation", "reject", "no-match");
        rejects(
                group,
                "empty-punycode",
                "xn-- with nothing behind it",
                "Punycode",
                "**.example.com",
                "xn--.example.com");
        rejects(
                group,
                "no-punycode",
                "xn-- before what is no Punycode",
                "Punycode",
                "**.example.com",
                "xn--a-b_c.example.com");
        rejects(
                group,
                "overflow",
                "Punycode that overflows",
                "Punycode",
                "**.example.com",
                "xn--99999999a.example.com");
        rejects(
                group,
                "surrogate",
                "Punycode of a lone surrogate",
                "Punycode",
                "**.example.com",
                "xn--ib9b.example.com");
        rejects(group, "ascii-only", "Punycode of ASCII alone", "Punycode", "**.example.com", "xn--abc-.example.com");
    }

    private static void lookalikes(GroupDraft group) {
        maps(group, "ideographic-full-stop", "U+3002 becomes a dot", "api\u3002example.com");
        maps(group, "fullwidth-full-stop", "U+FF0E becomes a dot", "api\uff0eexample.com");
        maps(group, "halfwidth-full-stop", "U+FF61 becomes a dot", "api\uff61example.com");
        maps(group, "kelvin-sign", "U+212A lower-cases to k", "\u212aey.example.com");
        maps(group, "long-s", "U+017F becomes s", "\u017fecret.example.com");
        maps(group, "dotted-capital-i", "U+0130 lower-cases to i and a combining dot", "ap\u0130.example.com");
        maps(group, "fullwidth-letters", "full-width letters become ASCII", "\uff41\uff50\uff49.example.com");
        maps(group, "ligature", "U+FB01 becomes fi", "\ufb01le.example.com");
        maps(group, "soft-hyphen", "U+00AD becomes nothing", "a\u00adpi.example.com");
        maps(group, "zero-width-space", "U+200B becomes nothing", "a\u200bpi.example.com");
        maps(group, "zero-width-joiner", "U+200D is nothing in IDNA 2003", "a\u200dpi.example.com");
        maps(group, "fraction", "U+2100 becomes a/c", "\u2100.example.com");
        maps(group, "lone-surrogate", "half a character", "\ud800.example.com");
        rejects(
                group,
                "dot-in-pattern",
                "a pattern with U+3002",
                "IdnaMapping",
                "*\u3002example.com",
                "api.example.com");
    }

    private static void ipv4(GroupDraft group) {
        matches(group, "same", "an IPv4 address", "Address", "192.0.2.1", "192.0.2.1");
        matches(group, "trailing-dot", "an address with a trailing dot", "TrailingDot", "192.0.2.1", "192.0.2.1.");
        group.test("other", "another address", "Address")
                .in(host("192.0.2.1", "192.0.2.10"))
                .expect("no-match")
                .unlike("same");
        legacy(group, "leading-zero", "a leading zero, which some read as octal", "192.0.2.01");
        legacy(group, "hexadecimal", "a hexadecimal octet", "0xc0.0.2.1");
        legacy(group, "one-number", "the address as one number", "3221225985");
        legacy(group, "one-hexadecimal-number", "the address as one hexadecimal number", "0xc0000201");
        legacy(group, "three-parts", "the last two octets as one", "192.0.513");
        legacy(group, "octet-of-256", "an octet of 256", "192.0.2.256");
        legacy(group, "five-parts", "five octets", "192.0.2.1.1");
        rejects(group, "wildcard", "a wildcard for the first octet", "AddressWildcard", "*.0.2.1", "192.0.2.1");
        rejects(
                group,
                "wildcard-before",
                "a wildcard before an address",
                "AddressWildcard",
                "*.192.0.2.1",
                "192.0.2.1");
        rejects(group, "subtree", "a subtree of an address", "AddressWildcard", "**.192.0.2.1", "192.0.2.1");
    }

    private static void ipv6(GroupDraft group) {
        matches(group, "same", "an IPv6 address", "Address", "2001:db8::1", "2001:db8::1");
        matches(group, "brackets", "in the brackets of a URL", "Ipv6Spelling", "2001:db8::1", "[2001:db8::1]");
        matches(
                group,
                "full",
                "all groups written out",
                "Ipv6Spelling",
                "2001:db8::1",
                "2001:0db8:0000:0000:0000:0000:0000:0001");
        matches(group, "upper-case", "upper-case digits", "Ipv6Spelling", "2001:db8::ab", "2001:DB8::AB");
        matches(
                group,
                "embedded-ipv4",
                "the last two groups as IPv4",
                "Ipv6Spelling",
                "2001:db8::c000:201",
                "2001:db8::192.0.2.1");
        matches(
                group,
                "mapped-ipv4",
                "an IPv4-mapped address is the IPv4 address",
                "MappedAddress",
                "192.0.2.1",
                "::ffff:192.0.2.1");
        matches(group, "mapped-ipv4-pattern", "and so is a pattern", "MappedAddress", "::ffff:c000:201", "192.0.2.1");
        group.test("other", "another address", "Address")
                .in(host("2001:db8::1", "2001:db8::1:0"))
                .expect("no-match")
                .unlike("same");
        group.test("compatible-ipv4", "the deprecated IPv4-compatible form is another address", "MappedAddress")
                .in(host("192.0.2.1", "::192.0.2.1"))
                .expect("no-match")
                .unlike("mapped-ipv4");
        malformed6(group, "zone", "a zone", "fe80::1%eth0");
        malformed6(group, "encoded-zone", "a zone as URLs write it", "[fe80::1%25eth0]");
        malformed6(group, "port", "a port", "[2001:db8::1]:443");
        malformed6(group, "two-gaps", "two runs of zeros left out", "2001::db8::1");
        malformed6(group, "nine-groups", "nine groups", "1:2:3:4:5:6:7:8:9");
        malformed6(group, "gap-for-nothing", "a gap where eight groups are there already", "1:2:3:4::5:6:7:8");
        malformed6(group, "five-digits", "a group of five digits", "2001:db8::00001");
        malformed6(group, "open-bracket", "one bracket", "[2001:db8::1");
        malformed6(group, "lone-colon", "a colon at the end", "2001:db8::1:");
    }

    private static void matches(GroupDraft group, String id, String comment, String flag, String pattern, String host) {
        group.test(id, comment, flag).in(host(pattern, host)).expect("match");
    }

    private static void idna(GroupDraft group, String id, String comment, String pattern, String host) {
        group.test(id, comment, "ULabels").in(host(pattern, host)).needs("idna").expect("match");
    }

    private static void rejects(GroupDraft group, String id, String comment, String flag, String pattern, String host) {
        group.test(id, comment, flag)
                .in(host(pattern, host))
                .expect("reject")
                .unlike(flag.startsWith("Address") ? "ipv4::same" : "subtree::one");
    }

    private static void maps(GroupDraft group, String id, String comment, String host) {
        rejects(group, id, comment, "IdnaMapping", "**.example.com", host);
    }

    private static void legacy(GroupDraft group, String id, String comment, String host) {
        group.test(id, comment, "LegacyIpv4")
                .in(host("192.0.2.1", host))
                .expect("reject")
                .unlike("same");
    }

    private static void malformed6(GroupDraft group, String id, String comment, String host) {
        group.test(id, comment, "MalformedIpv6")
                .in(host("2001:db8::1", host))
                .expect("reject")
                .unlike("same");
    }
}
