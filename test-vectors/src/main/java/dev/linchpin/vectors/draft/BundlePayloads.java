package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.BundleSigner.ANNA;
import static dev.linchpin.vectors.draft.BundleVerify.PIN_A;
import static dev.linchpin.vectors.draft.BundleVerify.PIN_B;
import static dev.linchpin.vectors.draft.BundleVerify.bundle;
import static dev.linchpin.vectors.draft.BundleVerify.input;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** What is signed, by the key that is trusted: JSON that has one meaning, and a policy that pins. */
final class BundlePayloads {
    private static final String GOOD = bundle(7);
    private static final String NSC =
            "<network-security-config><domain-config><domain>api.example.com</domain><pin-set>"
                    + "<pin digest='SHA-256'>" + PIN_A.substring(7) + "</pin><pin digest='SHA-256'>"
                    + PIN_B.substring(7)
                    + "</pin></pin-set></domain-config></network-security-config>";

    private BundlePayloads() {}

    static void addTo(TopicDraft topic) {
        json(topic.group("json", BundleVerify.OP));
        members(topic.group("members", BundleVerify.OP));
        policy(topic.group("policy", BundleVerify.OP));
    }

    private static void json(GroupDraft group) {
        accept(
                group,
                "blanks",
                "odd blanks: what is verified are the bytes as they stand",
                "RawBytes",
                GOOD.replace(",", " ,\n\t").replace(":\"", " :\r\n \""));
        accept(
                group,
                "escapes",
                "escapes where none are needed",
                "RawBytes",
                GOOD.replace("shop-app", "\\u0073hop-app"));
        accept(group, "slashes", "slashes that are escaped", "RawBytes", GOOD.replace("sha256/", "sha256\\/"));
        reject(
                group,
                "version-twice",
                "a name twice",
                "DuplicateName",
                GOOD.replace("\"version\":7", "\"version\":7,\"version\":8"));
        reject(
                group,
                "version-twice-escaped",
                "a name twice, once in escapes",
                "DuplicateName",
                GOOD.replace("\"version\":7", "\"version\":7,\"\\u0076ersion\":8"));
        reject(
                group,
                "pins-twice",
                "a name twice in a rule",
                "DuplicateName",
                GOOD.replace("\"pins\":", "\"pins\":[],\"pins\":"));
        reject(
                group,
                "half-surrogate",
                "half a surrogate pair",
                "Characters",
                GOOD.replace("shop-app", "shop-app\\ud800"));
        reject(group, "byte-order-mark", "a byte order mark", "Characters", "\ufeff" + GOOD);
        reject(
                group,
                "control-character",
                "a control character in a text",
                "Characters",
                GOOD.replace("shop-app", "shop\u0001app"));
        BundleVerify.reject(
                group,
                "latin-1",
                "bytes that are not UTF-8",
                "Characters",
                input(
                        ANNA.compact(
                                ANNA.header(), GOOD.replace("shop", "sh\u00f6p").getBytes(ISO_8859_1)),
                        1,
                        ANNA),
                "signers::one");
        reject(
                group,
                "deep",
                "arrays a thousand deep",
                "Nesting",
                GOOD.replace("\"version\":7", "\"x\":" + "[".repeat(1000) + "]".repeat(1000) + ",\"version\":7"));
        reject(group, "second-value", "a second value behind", "TrailingData", GOOD + "{}");
        reject(group, "junk", "a letter behind", "TrailingData", GOOD + "x");
        reject(group, "nul-behind", "a NUL behind", "TrailingData", GOOD + "\0");
        reject(group, "empty", "nothing is signed", "NotJson", "");
        reject(group, "comment", "a comment", "NotJson", "/**/" + GOOD);
        reject(group, "single-quotes", "single quotes", "NotJson", GOOD.replace("\"version\"", "'version'"));
        reject(
                group,
                "trailing-comma",
                "a comma behind the last member",
                "NotJson",
                GOOD.substring(0, GOOD.length() - 1) + ",}");
        reject(group, "array", "an array", "NotJson", "[" + GOOD + "]");
    }

    private static void members(GroupDraft group) {
        accept(group, "largest-version", "version 2^53 - 1", "Version", GOOD.replace(":7", ":9007199254740991"));
        version(group, "zero", "version 0", "0");
        version(group, "negative", "a negative version", "-7");
        version(group, "minus-zero", "minus zero", "-0");
        version(group, "exponent", "1e3, which is an integer to some", "1e3");
        version(group, "fraction", "7.0, which is an integer to some", "7.0");
        version(group, "beyond-doubles", "2^53 + 1, which is 2^53 to a double", "9007199254740993");
        version(group, "huge", "a number of 400 digits", "1" + "0".repeat(399));
        version(group, "leading-zero", "a leading zero", "07");
        version(group, "text", "a version in quotes", "\"7\"");
        version(group, "null", "null for the version", "null");
        reject(group, "no-version", "no version", "Members", GOOD.replace("\"version\":7,", ""));
        reject(group, "no-expiry", "no expiry", "Members", GOOD.replace("\"expires\":\"2026-12-31T00:00:00Z\",", ""));
        reject(
                group,
                "unknown",
                "a member that nobody knows",
                "Members",
                GOOD.replace("\"version\"", "\"exp\":1,\"version\""));
        reject(group, "no-policy", "no policy", "Members", GOOD.replaceFirst(",\"policy\":.*", "}"));
        reject(
                group,
                "policy-null",
                "null for the policy",
                "Members",
                GOOD.replaceFirst("\"policy\":.*", "\"policy\":null}"));
        instant(group, "date", "a date", "2026-12-31");
        instant(group, "offset", "an offset", "2026-12-31T00:00:00+00:00");
        instant(group, "fraction-of-second", "a fraction of a second", "2026-12-31T00:00:00.000Z");
        instant(group, "lower-case-z", "a small z", "2026-12-31T00:00:00z");
        instant(group, "february-30", "the thirtieth of February", "2027-02-30T00:00:00Z");
        instant(group, "leap-second", "a leap second", "2026-12-31T23:59:60Z");
        instant(group, "hour-24", "hour 24", "2026-12-31T24:00:00Z");
        reject(
                group,
                "seconds",
                "seconds since 1970",
                "Instants",
                GOOD.replace("\"2026-12-31T00:00:00Z\"", "1798675200"));
        reject(
                group,
                "ends-before-issue",
                "it expires before it is issued",
                "Instants",
                GOOD.replace("2026-11-01", "2027-11-01"));
        reject(
                group,
                "ends-at-issue",
                "it expires when it is issued",
                "Instants",
                GOOD.replace("2026-11-01T00:00:00Z", "2026-12-31T00:00:00Z"));
    }

    private static void version(GroupDraft group, String id, String comment, String version) {
        reject(group, "version-" + id, comment, "Version", GOOD.replace("\"version\":7", "\"version\":" + version));
    }

    private static void instant(GroupDraft group, String id, String comment, String instant) {
        reject(group, id, comment, "Instants", GOOD.replace("2026-12-31T00:00:00Z", instant));
    }

    private static void policy(GroupDraft group) {
        accept(
                group,
                "everything",
                "all that a policy can say",
                "Basic",
                GOOD.replace(
                        "\"rules\":[",
                        "\"unlistedHosts\":\"deny\",\"exemptions\":[\"cdn.example.com\"],\"rules\":[{\"hosts\":[\"**.example.com\",\"*.example.org\"],"
                                + "\"pins\":[\"" + PIN_B
                                + "\"],\"mode\":\"report-only\"},{\"hosts\":[\"pay.example.com\"],\"pins\":[\""
                                + PIN_A + "\",\"cert-" + PIN_A
                                + "\"],\"mode\":\"enforce\",\"expires\":\"2027-01-01T00:00:00Z\",\"afterExpiry\":\"fail-closed\"},"));
        BundleVerify.test(
                        group,
                        "android",
                        "an Android file in place of a policy",
                        "Basic",
                        input(ANNA.compact(android(NSC)), 1, ANNA))
                .needs("nsc")
                .expect(BundleVerify.accepted(7, ANNA));
        BundleVerify.test(
                        group,
                        "android-trap",
                        "an Android file with an error",
                        "PinsNothing",
                        input(ANNA.compact(android(NSC.replace("SHA-256", "SHA-1"))), 1, ANNA))
                .needs("nsc")
                .expect("reject")
                .unlike("android");
        reject(
                group,
                "android-beside",
                "an Android file beside a policy",
                "Members",
                GOOD.replace("\"policy\"", "\"networkSecurityConfig\":\"<a/>\",\"policy\""));
        reject(
                group,
                "no-pins",
                "no pins: the host would be unpinned",
                "PinsNothing",
                GOOD.replaceFirst("\"pins\":\\[.*?\\]", "\"pins\":[]"));
        reject(group, "no-hosts", "no hosts", "PinsNothing", GOOD.replace("[\"api.example.com\"]", "[]"));
        reject(
                group,
                "no-rules",
                "no rules, and unlisted hosts allowed",
                "PinsNothing",
                GOOD.replaceFirst("\"rules\":\\[.*\\]", "\"rules\":[]"));
        reject(
                group,
                "one-pin",
                "one pin in a rule that enforces",
                "BackupPin",
                GOOD.replace(",\"" + PIN_B + "\"", ""));
        reject(group, "one-pin-twice", "one pin twice", "BackupPin", GOOD.replace(PIN_B, PIN_A));
        reject(group, "pin-sha1", "a pin of SHA-1", "BackupPin", GOOD.replace("[\"sha256/x4", "[\"sha1/x4"));
        reject(group, "pin-short", "a pin that is cut off", "BackupPin", GOOD.replace("Td4=\"", "Td\""));
        reject(
                group,
                "pin-unused-bits",
                "a pin with unused bits that are set",
                "BackupPin",
                GOOD.replace("Td4=\"", "Td5=\""));
        reject(
                group,
                "host-upper-case",
                "a host in capitals",
                "CanonicalHosts",
                GOOD.replace("api.example", "API.example"));
        reject(
                group,
                "host-dot",
                "a host with a dot at its end",
                "CanonicalHosts",
                GOOD.replace("example.com", "example.com."));
        reject(
                group,
                "host-wildcard",
                "a wildcard over a top-level domain",
                "CanonicalHosts",
                GOOD.replace("api.example.com", "*.com"));
        reject(group, "host-empty", "an empty host", "CanonicalHosts", GOOD.replace("api.example.com", ""));
        reject(
                group,
                "host-twice",
                "a host in two rules",
                "CanonicalHosts",
                GOOD.replaceFirst("\\{(\"hosts\".*)\\}\\]", "{$1},{$1}]").replace("}}]}]}", "}]}]}"));
        reject(
                group,
                "host-exempt-too",
                "a host that is pinned and exempt",
                "CanonicalHosts",
                GOOD.replace("\"rules\"", "\"exemptions\":[\"api.example.com\"],\"rules\""));
        reject(
                group,
                "mode-unknown",
                "an unknown mode",
                "Words",
                GOOD.replace("\"pins\"", "\"mode\":\"off\",\"pins\""));
        reject(
                group,
                "mode-upper-case",
                "a mode in capitals",
                "Words",
                GOOD.replace("\"pins\"", "\"mode\":\"ENFORCE\",\"pins\""));
        reject(group, "mode-null", "null for a mode", "Words", GOOD.replace("\"pins\"", "\"mode\":null,\"pins\""));
        reject(
                group,
                "unlisted-null",
                "null for what becomes of unlisted hosts",
                "Words",
                GOOD.replace("\"rules\"", "\"unlistedHosts\":null,\"rules\""));
        reject(
                group,
                "unlisted-unknown",
                "an unknown word for it",
                "Words",
                GOOD.replace("\"rules\"", "\"unlistedHosts\":\"ask\",\"rules\""));
        reject(
                group,
                "expiry-alone",
                "an expiry without what comes then",
                "Words",
                GOOD.replace("\"pins\"", "\"expires\":\"2027-01-01T00:00:00Z\",\"pins\""));
        reject(
                group,
                "closed-report-only",
                "reported only, and closed after its end",
                "Words",
                GOOD.replace(
                        "\"pins\"",
                        "\"mode\":\"report-only\",\"expires\":\"2027-01-01T00:00:00Z\",\"afterExpiry\":\"fail-closed\",\"pins\""));
    }

    private static String android(String xml) {
        return GOOD.replaceFirst("\"policy\":.*", "\"networkSecurityConfig\":\"" + xml + "\"}");
    }

    private static void accept(GroupDraft group, String id, String comment, String flag, String payload) {
        long version = payload.contains("9007199254740991") ? 9007199254740991L : 7;
        BundleVerify.test(group, id, comment, flag, input(ANNA.compact(payload), 1, ANNA))
                .expect(BundleVerify.accepted(version, ANNA));
    }

    private static void reject(GroupDraft group, String id, String comment, String flag, String payload) {
        if (payload.equals(GOOD)) {
            throw new IllegalStateException(id + " changes nothing");
        }
        BundleVerify.reject(group, id, comment, flag, input(ANNA.compact(payload), 1, ANNA), "signers::one");
    }
}
