package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.HostMatch.OP;
import static dev.linchpin.vectors.draft.HostMatch.host;

import dev.linchpin.vectors.CodeUnits;

/** One host, many spellings; and what only looks like a spelling of it. */
final class HostSpellings {
    private HostSpellings() {}

    static void addTo(TopicDraft topic) {
        ascii(topic.group("spelling", OP));
        international(topic.group("idna", OP));
        lookalikes(topic.group("idna-mapping", OP));
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
        group.test("lone-surrogate", "half a character", "IdnaMapping")
                .in("pattern", "**.example.com", "host", CodeUnits.of("\ud800.example.com"))
                .needs(CodeUnits.FEATURE)
                .expect("reject")
                .unlike("subtree::one");
        rejects(
                group,
                "dot-in-pattern",
                "a pattern with U+3002",
                "IdnaMapping",
                "*\u3002example.com",
                "api.example.com");
    }

    static void matches(GroupDraft group, String id, String comment, String flag, String pattern, String host) {
        group.test(id, comment, flag).in(host(pattern, host)).expect("match");
    }

    private static void idna(GroupDraft group, String id, String comment, String pattern, String host) {
        group.test(id, comment, "ULabels").in(host(pattern, host)).needs("idna").expect("match");
    }

    private static void rejects(GroupDraft group, String id, String comment, String flag, String pattern, String host) {
        group.test(id, comment, flag).in(host(pattern, host)).expect("reject").unlike("subtree::one");
    }

    private static void maps(GroupDraft group, String id, String comment, String host) {
        rejects(group, id, comment, "IdnaMapping", "**.example.com", host);
    }
}
