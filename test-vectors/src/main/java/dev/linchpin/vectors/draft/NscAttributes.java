package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.NscConfig.HOST;
import static dev.linchpin.vectors.draft.NscStrict.OP;
import static dev.linchpin.vectors.draft.NscStrict.read;
import static dev.linchpin.vectors.draft.NscStrict.reject;
import static dev.linchpin.vectors.draft.NscXml.A;
import static dev.linchpin.vectors.draft.NscXml.B;
import static dev.linchpin.vectors.draft.NscXml.C;
import static dev.linchpin.vectors.draft.NscXml.and;
import static dev.linchpin.vectors.draft.NscXml.config;
import static dev.linchpin.vectors.draft.NscXml.domain;
import static dev.linchpin.vectors.draft.NscXml.linchpin;
import static dev.linchpin.vectors.draft.NscXml.pinSet;
import static dev.linchpin.vectors.draft.NscXml.pinned;
import static dev.linchpin.vectors.draft.NscXml.pinnedUntil;
import static dev.linchpin.vectors.draft.NscXml.pins;
import static dev.linchpin.vectors.draft.NscXml.subtree;

import dev.linchpin.vectors.Answer;

/** What our own attributes add to a file that Android reads. */
final class NscAttributes {
    private NscAttributes() {}

    static void addTo(TopicDraft topic) {
        attributes(topic.group("attributes", OP));
        badAttributes(topic.group("attributes-refused", OP));
    }

    private static void attributes(GroupDraft group) {
        attribute(
                group,
                "report-only",
                "pins that are only reported",
                " linchpin:enforcement=\"report-only\"",
                and(pinned(A, B), "mode", "report-only"),
                A,
                B);
        attribute(group, "enforce", "pins that are enforced", " linchpin:enforcement=\"enforce\"", pinned(A, B), A, B);
        attribute(
                group,
                "fail-closed",
                "refused after the expiration",
                " expiration=\"2030-12-31\" linchpin:afterExpiry=\"fail-closed\"",
                and(pinnedUntil("2030-12-31T00:00:00Z", A, B), "afterExpiry", "fail-closed"),
                A,
                B);
        attribute(
                group,
                "expires",
                "an instant on the day of the expiration",
                " expiration=\"2030-12-31\" linchpin:expires=\"2030-12-31T12:00:00Z\"",
                pinnedUntil("2030-12-31T12:00:00Z", A, B),
                A,
                B);
        attribute(
                group,
                "no-backup",
                "a reason to have one pin",
                " linchpin:noBackupPin=\"the key is in an HSM\"",
                pinned(A),
                A);
        attribute(
                group,
                "certificate-pins",
                "pins of certificates beside those of keys",
                " linchpin:certificatePins=\"cert-sha256/" + C + "\"",
                pinned(A, "cert-sha256/" + C),
                A);
        String oneLabel =
                linchpin("", config("<domain linchpin:covers=\"one-label\">*.example.com</domain>", pins(A, B)));
        read(group, "one-label", "a wildcard for one label", "Attributes", oneLabel, "www.example.com", pinned(A, B));
        read(
                group,
                "one-label-deep",
                "which does not cover two",
                "Attributes",
                oneLabel,
                "a.www.example.com",
                Answer.of("unlisted"));
        read(group, "one-label-apex", "nor none", "Attributes", oneLabel, "example.com", Answer.of("unlisted"));
        String deny = linchpin(
                " linchpin:unlistedHosts=\"deny\"",
                config(subtree(HOST), pins(A, B), config(domain("cdn.example.com"), pins())));
        read(group, "deny-listed", "a listed host, unlisted ones denied", "Attributes", deny, HOST, pinned(A, B));
        read(
                group,
                "deny-exempt",
                "an exempt host, unlisted ones denied",
                "Attributes",
                deny,
                "cdn.example.com",
                Answer.of("exempt"));
        read(
                        group,
                        "deny-unlisted",
                        "an unlisted host, unlisted ones denied",
                        "Attributes",
                        deny,
                        "example.org",
                        Answer.of("reject"))
                .unlike("deny-listed");
        read(
                group,
                "report-unlisted",
                "an unlisted host, unlisted ones reported",
                "Attributes",
                linchpin(" linchpin:unlistedHosts=\"report\"", config(domain(HOST), pins(A, B))),
                "example.org",
                Answer.of("unlisted"));
    }

    private static void badAttributes(GroupDraft group) {
        refuse(group, "enforcement-value", "an unknown word", " linchpin:enforcement=\"report\"");
        refuse(group, "unknown", "an attribute that is none of ours", " linchpin:mode=\"report-only\"");
        refuse(
                group,
                "after-expiry-alone",
                "what comes after an expiration that is not there",
                " linchpin:afterExpiry=\"fail-closed\"");
        refuse(
                group,
                "expires-alone",
                "an instant without its day for Android",
                " linchpin:expires=\"2030-12-31T12:00:00Z\"");
        refuse(
                group,
                "expires-other-day",
                "an instant on another day",
                " expiration=\"2030-12-30\" linchpin:expires=\"2030-12-31T12:00:00Z\"");
        refuse(
                group,
                "report-only-fail-closed",
                "reported only, and refused afterwards",
                " expiration=\"2030-12-31\" linchpin:enforcement=\"report-only\" linchpin:afterExpiry=\"fail-closed\"");
        refuse(
                group,
                "certificate-pins-spki",
                "a pin of a key among those of certificates",
                " linchpin:certificatePins=\"sha256/" + C + "\"");
        refuse(group, "no-backup-blank", "no reason", " linchpin:noBackupPin=\" \"");
        reject(
                group,
                "covers-exact",
                "one label without a wildcard",
                linchpin("", config("<domain linchpin:covers=\"one-label\">example.com</domain>", pins(A, B))));
        reject(
                group,
                "wrong-place",
                "an attribute where it means nothing",
                linchpin("", config("<domain linchpin:enforcement=\"report-only\">example.com</domain>", pins(A, B))));
    }

    private static void attribute(
            GroupDraft group, String id, String comment, String attributes, Answer expected, String... pins) {
        read(
                group,
                id,
                comment,
                "Attributes",
                linchpin("", config(domain(HOST), pinSet(attributes, pins))),
                HOST,
                expected);
    }

    private static void refuse(GroupDraft group, String id, String comment, String attributes) {
        reject(group, id, comment, linchpin("", config(domain(HOST), pinSet(attributes, A, B))));
    }
}
