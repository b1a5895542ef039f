package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.anchors;
import static dev.linchpin.vectors.draft.NscXml.certificates;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.element;
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pins;
import static dev.linchpin.vectors.draft.NscXml.pinsUntil;

import dev.linchpin.vectors.Answer;

/** What Android refuses, all of the file and not only a part of it. */
final class NscRefused {
    private static final String GOOD = "basics::two-pins";

    private final GroupDraft group;

    private NscRefused(GroupDraft group) {
        this.group = group;
    }

    static void addTo(TopicDraft topic) {
        NscRefused refused = new NscRefused(topic.group("refused", NscConfig.OP));
        refused.pins();
        refused.structure();
        refused.dates();
        refused.anchors();
        refused.malformed();
    }

    private void pins() {
        reject(
                "test-bad-config-0",
                "a digest that does not exist",
                pinned("<pin digest=\"I am probably not an algorithm\">" + A + "</pin>"));
        reject("test-bad-config-1", "a pin without digest", pinned("<pin>" + A + "</pin>"));
        reject("test-bad-config-2", "an empty pin", pinned("<pin digest=\"SHA-256\"></pin>"));
        reject("digest-sha1", "SHA-1", pinned("<pin digest=\"SHA-1\">" + A + "</pin>"));
        reject(
                "digest-without-hyphen",
                "a digest without its hyphen",
                pinned("<pin digest=\"SHA256\">" + A + "</pin>"));
        reject("pin-white-space-only", "a pin of white space", pinned("<pin digest=\"SHA-256\"> </pin>"));
        reject("pin-short", "three bytes", pinned(NscXml.pin("YWJj")));
        reject("pin-no-base64", "a pin that is no base64 at all", pinned(NscXml.pin("%%%%")));
        reject("pin-base64url", "base64url", pinned(NscXml.pin(A.replace('/', '_'))));
        reject("pin-prefix", "the prefix of a pin", pinned(NscXml.pin("sha256/" + A)));
        reject("pin-two-paddings", "two padding characters", pinned(NscXml.pin(A + "=")));
        reject("pin-child", "an element in a pin", pinned("<pin digest=\"SHA-256\">" + A + "<b/></pin>"));
        reject(
                "pin-comment-inside",
                "a comment in the middle of a pin",
                pinned(NscXml.pin(A.substring(0, 20) + "<!-- c -->" + A.substring(20))));
        reject(
                "bad-pin-beside-good",
                "one bad pin beside two good ones",
                pinned(NscXml.pin(A) + NscXml.pin(B) + NscXml.pin("YWJj")));
    }

    private static String pinned(String pins) {
        return file(config(domain(NscConfig.HOST), element("pin-set", "", pins)));
    }

    private void structure() {
        reject(
                "test-bad-config-3",
                "a domain twice",
                file(config(domain("example.com"), pins2()), config(domain("example.com"), pins2())));
        reject(
                "domain-twice-other-case",
                "a domain twice, in other letters",
                file(config(domain("example.com"), pins2()), config(domain("EXAMPLE.com"), pins2())));
        reject(
                "domain-twice-nested",
                "a domain twice, once nested",
                file(config(domain("example.com"), pins2(), config(domain("example.com")))));
        reject("test-bad-config-4", "a domain in the base", file(element("base-config", "", domain("example.com"))));
        reject("test-bad-config-5", "a pin-set in the base", file(element("base-config", "", pins2())));
        reject("two-pin-sets", "two pin-sets", file(config(domain("example.com"), pins2(), pins2())));
        reject("no-domain", "a configuration without domain", file(config(pins2())));
        reject(
                "no-domain-nested",
                "a nested configuration without domain",
                file(config(domain("example.com"), pins2(), config(NscXml.pins(A)))));
        reject("two-bases", "two bases", file("<base-config/><base-config/>"));
        reject(
                "nested-in-base",
                "a domain-config in the base",
                file(element("base-config", "", config(domain("example.com"), pins2()))));
        reject("empty-domain", "an empty domain", file(config("<domain></domain>", pins2())));
        reject("blank-domain", "a domain of white space", file(config("<domain> </domain>", pins2())));
        reject("domain-child", "an element in a domain", file(config("<domain>example.com<b/></domain>", pins2())));
        reject("root-element", "another root element", "<other/>");
        reject(
                "bad-domain-config-beside-good",
                "one bad configuration beside a good one",
                file(config(domain("example.com"), pins2()), config(domain("example.org"), NscXml.pins("YWJj"))));
    }

    private static String pins2() {
        return NscXml.pins(A, B);
    }

    private void dates() {
        reject("date-word", "a word for a date", expires("soon"));
        reject("date-empty", "an empty date", expires(""));
        reject("date-month-13", "a thirteenth month", expires("2027-13-01"));
        reject("date-february-30", "the thirtieth of February", expires("2027-02-30"));
        reject("date-slashes", "slashes", expires("2027/01/01"));
        reject("date-day-first", "the day first, with points", expires("31.12.2030"));
    }

    private static String expires(String date) {
        return file(config(domain("example.com"), pinsUntil(date, A, B)));
    }

    private void anchors() {
        reject("two-trust-anchors", "two trust-anchors", trusts(NscXml.anchors(), NscXml.anchors()));
        reject("src-missing", "certificates without src", trusts(NscXml.anchors(certificates(""))));
        reject("src-unknown", "certificates of an unknown src", trusts(NscXml.anchors(certificates("src=\"wrong\""))));
        reject("src-capital", "src in other letters", trusts(NscXml.anchors(certificates("src=\"System\""))));
        reject(
                "src-no-reference",
                "an at sign that makes no reference",
                trusts(NscXml.anchors(certificates("src=\"@ca\""))));
        reject("src-wfa-26", "those of Wi-Fi, before Android 11", trusts(NscXml.anchors(certificates("src=\"wfa\""))))
                .in("level", 26);
        reject("two-debug-overrides", "two debug-overrides, though they are not read", trusts() + "")
                .in("xml", file("<debug-overrides/><debug-overrides/>"));
        reject(
                        "debug-bad",
                        "a pin-set in debug-overrides, debuggable",
                        file(config(domain("example.com"), pins2()), element("debug-overrides", "", pins2())))
                .in("debuggable", true);
        reject(
                        "debug-transparency",
                        "certificateTransparency in debug-overrides, from Android 16 on",
                        file(
                                config(domain("example.com"), pins2()),
                                element("debug-overrides", "", "<certificateTransparency enabled=\"true\"/>")))
                .in("debuggable", true, "level", 36);
        reject(
                        "encryption-without-mode",
                        "domainEncryption without a mode, on Android 17",
                        file(config(domain("example.com"), pins2(), "<domainEncryption/>")))
                .in("level", 37);
    }

    private static String trusts(String... anchors) {
        return file(config(domain("example.com"), pins2() + String.join("", anchors)));
    }

    private void malformed() {
        reject("empty", "nothing at all", "");
        reject("cut-off", "a file that is cut off", "<network-security-config><domain-config>");
        reject("unclosed", "an element that is not closed", file("<domain-config>"));
        reject("two-roots", "two root elements", file() + file());
        reject("bare-ampersand", "a bare ampersand", file(config(domain("a&b"), pins2())));
        reject("unknown-entity", "an entity that is not defined", file(config(domain("&host;"), pins2())));
        reject("undeclared-prefix", "a prefix that is not declared", file("<x:other/>"));
        reject("attribute-twice", "an attribute twice", file("<base-config a=\"1\" a=\"1\"/>"));
    }

    private CaseDraft reject(String id, String comment, String xml) {
        return NscConfig.read(group, id, comment, "Refused", xml, NscConfig.HOST, Answer.of("reject"))
                .unlike(GOOD);
    }
}
