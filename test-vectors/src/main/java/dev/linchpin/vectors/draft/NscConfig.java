package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.C;
import static dev.linchpin.vectors.draft.NscXml.D;
import static dev.linchpin.vectors.draft.NscXml.anchors;
import static dev.linchpin.vectors.draft.NscXml.certificates;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.element;
import static dev.linchpin.vectors.draft.NscXml.file;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pinnedUntil;
import static dev.linchpin.vectors.draft.NscXml.pins;
import static dev.linchpin.vectors.draft.NscXml.pinsUntil;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.VectorFile;
import java.util.Locale;

/** What Android makes of a network security configuration; that of a strict reader is in {@link NscStrict}, what is refused in {@link NscRefused}. */
final class NscConfig {
    static final String OP = "nsc.android";
    static final String HOST = "example.com";
    static final String HOST_BELOW = "www.example.com";

    private final TopicDraft topic = TopicDraft.of(
            "nsc-config",
            "nsc.android: what does Android make of a network_security_config.xml for a host? Each answer is that of the platform's own"
                    + " code, API levels 24 to 37, or of the level that the input names.",
            "match, with the pins in order of text and the instant after which they do not count; unlisted: no pins; reject: the"
                    + " platform refuses the file.",
            "nsc.strict: what does a reader make of it that refuses whatever the platform takes in another way than it looks, and"
                    + " knows the attributes of urn:linchpin:policy:1? exempt: unpinned on purpose.");

    private NscConfig() {}

    static VectorFile draft() {
        NscConfig draft = new NscConfig();
        NscConfigNotes.addTo(draft.topic);
        draft.basics(draft.topic.group("basics", OP));
        draft.expiration(draft.topic.group("expiration", OP));
        NscHosts.addTo(draft.topic);
        NscInheritance.addTo(draft.topic);
        NscTexts.addTo(draft.topic);
        NscAnchors.addTo(draft.topic);
        NscRefused.addTo(draft.topic);
        NscStrict.addTo(draft.topic);
        NscAttributes.addTo(draft.topic);
        return draft.topic.finish();
    }

    private void basics(GroupDraft group) {
        read(group, "testEmptyConfigFile", "an empty file", "Basic", file(), HOST, Answer.of("unlisted"));
        read(
                group,
                "testBasicPinning",
                "one pin, no backup",
                "NoBackup",
                file(config(domain(HOST), pins(A))),
                HOST,
                pinned(A));
        read(
                group,
                "two-pins",
                "an active pin and a backup",
                "Basic",
                file(config(domain(HOST), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "testBasicPinning-other",
                "a host that no domain covers",
                "Basic",
                file(config(domain(HOST), pins(A))),
                "example.org",
                Answer.of("unlisted"));
        read(
                group,
                "testBasicDomainConfig",
                "a domain without pins",
                "Basic",
                file(config(domain(HOST), anchors(certificates("src=\"system\"")))),
                HOST,
                Answer.of("unlisted"));
        read(
                group,
                "testMultipleDomains",
                "two domains share a pin-set",
                "EveryDomain",
                file(config(domain(HOST), domain("example.org"), pins(A, B))),
                HOST,
                pinned(A, B));
        read(
                group,
                "testMultipleDomains-second",
                "so does the second of them",
                "EveryDomain",
                file(config(domain(HOST), domain("example.org"), pins(A, B))),
                "example.org",
                pinned(A, B));
        read(
                group,
                "testMultipleDomainConfigs",
                "two configurations",
                "Basic",
                file(config(domain(HOST), pins(A, B)), config(domain("example.org"), pins(C, D))),
                "example.org",
                pinned(C, D));
        read(
                group,
                "testAttributes",
                "attributes of the base",
                "Basic",
                file(element("base-config", " cleartextTrafficPermitted=\"false\" hstsEnforced=\"true\"")),
                HOST,
                Answer.of("unlisted"));
        read(
                group,
                "pin-twice",
                "a pin twice counts once",
                "Basic",
                file(config(domain(HOST), pins(A, A))),
                HOST,
                pinned(A));
        read(
                group,
                "empty-pin-set",
                "a pin-set without pins",
                "Basic",
                file(config(domain(HOST), pins())),
                HOST,
                Answer.of("unlisted"));
    }

    private void expiration(GroupDraft group) {
        expires(group, "date", "a date is its start of day in UTC", "Expiration", "2030-12-31", "2030-12-31T00:00:00Z");
        expires(
                group,
                "testExpiredPin",
                "a date that has passed: the pins stay, and do not count",
                "Expiration",
                "2015-01-01",
                "2015-01-01T00:00:00Z");
        expires(group, "leap-day", "a leap day", "Expiration", "2028-02-29", "2028-02-29T00:00:00Z");
        expires(
                group,
                "trailing-garbage",
                "what stands behind a date is ignored",
                "LenientDate",
                "2027-01-01garbage",
                "2027-01-01T00:00:00Z");
        expires(
                group,
                "instant",
                "of an instant the day",
                "LenientDate",
                "2027-01-01T12:00:00Z",
                "2027-01-01T00:00:00Z");
        expires(
                group,
                "white-space",
                "white space around a date",
                "LenientDate",
                " 2027-01-01 ",
                "2027-01-01T00:00:00Z");
        expires(
                group,
                "short-month",
                "a month and day of one digit",
                "LenientDate",
                "2027-1-1",
                "2027-01-01T00:00:00Z");
        expires(group, "long-year", "a year of five digits", "LenientDate", "02027-01-01", "2027-01-01T00:00:00Z");
    }

    private static void expires(GroupDraft group, String id, String comment, String flag, String date, String instant) {
        read(
                group,
                id,
                comment,
                flag,
                file(config(domain(HOST), pinsUntil(date, A, B))),
                HOST,
                pinnedUntil(instant, A, B));
    }

    static CaseDraft read(
            GroupDraft group, String id, String comment, String flag, String xml, String host, Answer expected) {
        String slug = id.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        CaseDraft draft = group.test(slug, comment, flag).in("xml", xml, "host", host);
        return draft.expect(expected);
    }
}
