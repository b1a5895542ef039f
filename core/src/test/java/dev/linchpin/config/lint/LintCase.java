package dev.linchpin.config.lint;

import java.util.List;

/**
 * The smallest file that a rule speaks about, and its nearest neighbour, of which it says nothing.
 *
 * @param marked the piece of the file that the finding is about
 */
record LintCase(String rule, String file, String marked, String neighbour) {
    static final String A = "7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=";
    static final String B = "fwza0LRMXouZHRC8Ei+4PyuldPDcf3UKgO/04cDM1oE=";
    private static final String SPACE = "xmlns:l=\"urn:linchpin:policy:1\"";

    /** Nothing is to be said about this. */
    static final String GOOD = domain("<domain>a.test</domain>" + set("2028-01-01", pin(A) + pin(B)));

    static String root(String content) {
        return "<network-security-config " + SPACE + ">" + content + "</network-security-config>";
    }

    static String domain(String content) {
        return root(config(content));
    }

    static String config(String content) {
        return "<domain-config cleartextTrafficPermitted=\"false\">" + content + "</domain-config>";
    }

    static String set(String expiration, String pins) {
        return "<pin-set expiration=\"" + expiration + "\">" + pins + "</pin-set>";
    }

    static String pin(String base64) {
        return "<pin digest=\"SHA-256\">" + base64 + "</pin>";
    }

    static String pins(String... base64) {
        StringBuilder pins = new StringBuilder("<domain>a.test</domain><pin-set expiration=\"2028-01-01\">");
        for (String one : base64) {
            pins.append(pin(one));
        }
        return domain(pins + "</pin-set>");
    }

    private static String goodSet() {
        return set("2028-01-01", pin(A) + pin(B));
    }

    private static String name(String element) {
        return domain(element + goodSet());
    }

    private static String goodAnd(String more) {
        return root(config("<domain>a.test</domain>" + goodSet()) + more);
    }

    private static LintCase of(String rule, String file, String marked, String neighbour) {
        return new LintCase(rule, file, marked, neighbour);
    }

    private static LintCase replaced(String rule, String from, String to) {
        return of(rule, GOOD.replace(from, to), to, GOOD);
    }

    private static String below(String child) {
        return root(config("<domain includeSubdomains=\"true\">b.test</domain>" + goodSet()) + config(child));
    }

    static List<LintCase> all() {
        String anchors = "<trust-anchors><certificates src=\"system\"/></trust-anchors>";
        String overriding = "<trust-anchors><certificates src=\"system\" overridePins=\"true\"/></trust-anchors>";
        String subtree = "<domain includeSubdomains=\"true\">";
        return List.of(
                // What Android reads in another way than it looks, and what it refuses.
                of("malformed-xml", GOOD.replace("</domain>", "</domian>"), "", GOOD),
                of("root-element", "<resources/>", "<resources/>", GOOD),
                of("unknown-element", goodAnd("<domain-confg/>"), "<domain-confg/>", GOOD),
                of("misplaced-element", goodAnd("<pin-set/>"), "<pin-set/>", GOOD),
                of("foreign-namespace", goodAnd("<l:base-config/>"), "<l:base-config/>", goodAnd("<l:note/>")),
                replaced("unknown-attribute", "<domain>", "<domain subdomains=\"true\">")
                        .marking("subdomains=\"true\""),
                of(
                        "attribute-value",
                        goodAnd("").replace(SPACE, SPACE + " l:unlistedHosts=\"refuse\""),
                        "refuse",
                        goodAnd("").replace(SPACE, SPACE + " l:unlistedHosts=\"deny\"")),
                of(
                        "boolean-syntax",
                        name("<domain includeSubdomains=\"yes\">a.test</domain>"),
                        "yes",
                        name(subtree + "a.test</domain>")),
                of(
                        "attribute-escape",
                        name("<domain includeSubdomains=\"t\\u0072ue\">a.test</domain>"),
                        "t\\u0072ue",
                        name(subtree + "a.test</domain>")),
                of("stray-text", goodAnd("text"), "<network-security-config " + SPACE + ">", goodAnd(" ")),
                of(
                        "repeated-element",
                        goodAnd("<base-config/><base-config/>"),
                        "<base-config/>",
                        goodAnd("<base-config/>")),
                of("no-domain", domain(goodSet()), "<domain-config cleartextTrafficPermitted=\"false\">", GOOD),
                of("empty-element", name("<domain/>"), "<domain/>", GOOD),
                of(
                        "duplicate-domain",
                        goodAnd(config("<domain>A.test</domain>")),
                        "<domain>",
                        goodAnd(config("<domain>b.test</domain>"))),
                replaced("domain-trailing-dot", "a.test", "a.test."),
                replaced("domain-wildcard", "a.test", "*.a.test"),
                replaced("domain-spelling", "a.test", "bücher.test"),
                replaced("host-syntax", "a.test", "a b.test"),
                of("whole-top-level-domain", name(subtree + "test</domain>"), "test", name("<domain>test</domain>")),
                of("one-label", name("<domain l:covers=\"one-label\">*.a.test</domain>"), "*.a.test", GOOD),
                of(
                        "contradiction",
                        GOOD.replace("<pin-set expiration=\"2028-01-01\"", "<pin-set l:afterExpiry=\"fail-closed\""),
                        "l:afterExpiry=\"fail-closed\"",
                        GOOD.replace("<pin-set ", "<pin-set l:afterExpiry=\"fail-closed\" ")),
                replaced("expiration-syntax", "2028-01-01", "28-01-01"),
                replaced("unknown-digest", "<pin digest=\"SHA-256\">7", "<pin digest=\"SHA-1\">7")
                        .marking("<pin digest=\"SHA-1\">"),
                replaced("pin-syntax", A, A.replace("=", "A")),
                replaced("pin-spelling", A, A.replace("=", "")),
                replaced("placeholder-pin", A, "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB="),
                of(
                        "certificates-src",
                        goodAnd("<base-config><trust-anchors><certificates/></trust-anchors></base-config>"),
                        "<certificates/>",
                        goodAnd("<base-config>" + anchors + "</base-config>")),
                of(
                        "trust-anchors",
                        goodAnd("<base-config>" + anchors + "</base-config>"),
                        "<trust-anchors>",
                        goodAnd("<base-config/>")),
                of(
                        "override-pins",
                        goodAnd("<base-config>" + overriding + "</base-config>"),
                        "<certificates src=\"system\" overridePins=\"true\"/>",
                        goodAnd("<debug-overrides>" + overriding + "</debug-overrides>")),
                of(
                        "cleartext-pinned",
                        GOOD.replace("\"false\"", "\"true\""),
                        "<domain-config cleartextTrafficPermitted=\"true\">",
                        GOOD),
                of(
                        "domain-encryption",
                        goodAnd("<base-config><domainEncryption/></base-config>"),
                        "<domainEncryption/>",
                        goodAnd("<base-config><domainEncryption mode=\"enabled\"/></base-config>")),
                // Where Android versions differ.
                of(
                        "domain-encryption-mode",
                        goodAnd("<base-config><domainEncryption mode=\"on\"/></base-config>"),
                        "on",
                        goodAnd("<base-config><domainEncryption mode=\"enabled\"/></base-config>")),
                of(
                        "android-domain-encryption",
                        goodAnd("<base-config><domainEncryption mode=\"enabled\"/></base-config>"),
                        "<domainEncryption mode=\"enabled\"/>",
                        goodAnd("<base-config/>")),
                of(
                        "android-certificate-transparency",
                        goodAnd("<base-config><certificateTransparency enabled=\"true\"/></base-config>"),
                        "<certificateTransparency enabled=\"true\"/>",
                        goodAnd("<base-config/>")),
                of(
                        "android-wfa",
                        goodAnd("<base-config>" + anchors.replace("system", "wfa") + "</base-config>"),
                        "wfa",
                        goodAnd("<base-config>" + anchors + "</base-config>")),
                of(
                        "android-cleartext-default",
                        GOOD.replace(" cleartextTrafficPermitted=\"false\"", ""),
                        "<domain-config>",
                        GOOD),
                of(
                        "android-localhost",
                        goodAnd("<base-config cleartextTrafficPermitted=\"false\"/>"),
                        "<base-config cleartextTrafficPermitted=\"false\"/>",
                        goodAnd("<base-config cleartextTrafficPermitted=\"false\"/>"
                                + config("<domain>localhost</domain>"))),
                // What holds for every format.
                of("pins-nothing", domain("<domain>a.test</domain>"), "", GOOD),
                of("single-pin", pins(A), "<pin-set expiration=\"2028-01-01\">", pins(A, B)),
                of("repeated-pin", pins(A, B, A), A, pins(A, B)),
                replaced("expired-pins", "2028-01-01", "2026-11-27"),
                replaced("expires-soon", "2028-01-01", "2026-12-26"),
                of("never-expires", GOOD.replace(" expiration=\"2028-01-01\"", ""), "<pin-set>", GOOD),
                of(
                        "shadowed-host",
                        below("<domain>a.b.test</domain>" + goodSet()),
                        "a.b.test",
                        below("<domain>a.b.test</domain>" + set("2029-01-01", pin(A) + pin(B)))),
                of(
                        "unpinned-below-pinned",
                        below("<domain>a.b.test</domain><pin-set/>"),
                        "a.b.test",
                        below("<domain>a.test</domain><pin-set/>")),
                of(
                        "report-only-below-enforced",
                        below("<domain>a.b.test</domain>"
                                + goodSet().replace("<pin-set", "<pin-set l:enforcement=\"report-only\"")),
                        "a.b.test",
                        below("<domain>a.b.test</domain>" + set("2029-01-01", pin(A) + pin(B)))),
                replaced("unreachable-host", "a.test", "a.invalid"),
                of("public-suffix", name(subtree + "co.uk</domain>"), "co.uk", name("<domain>co.uk</domain>")));
    }

    private LintCase marking(String piece) {
        return new LintCase(rule, file, piece, neighbour);
    }

    @Override
    public String toString() {
        return rule;
    }
}
