package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.BundleSigner.ANNA;
import static dev.linchpin.vectors.draft.BundleSigner.BEN;
import static dev.linchpin.vectors.draft.BundleSigner.CLARA;
import static dev.linchpin.vectors.draft.BundleSigner.EDDA;
import static dev.linchpin.vectors.draft.BundleSigner.THIEF;
import static dev.linchpin.vectors.draft.BundleSigner.general;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.VectorFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a signed bundle may be adopted. What is signed is in {@link BundlePayloads}, how in {@link BundleForms}. */
final class BundleVerify {
    static final String OP = "bundle.verify";
    static final String AUDIENCE = "shop-app";
    static final String NOW = "2026-11-27T12:00:00Z";
    static final String PIN_A = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    static final String PIN_B = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    static final String POLICY =
            "{\"rules\":[{\"hosts\":[\"api.example.com\"],\"pins\":[\"" + PIN_A + "\",\"" + PIN_B + "\"]}]}";

    private final TopicDraft topic = TopicDraft.of(
            "bundle-verify",
            "bundle.verify: may a client adopt this document, a JSON Web Signature of a bundle of pins? docs/bundles.md has the rules.",
            "keys are the trusted ones, the base64 of their SubjectPublicKeyInfo, of which threshold many have to have signed; adopted is the"
                    + " document that was adopted last, which is authentic; now is what the clock says.",
            "ok, with its version and the ids of the keys that are trusted from then on, in order of text; reject: nothing of it is adopted.");

    private BundleVerify() {}

    static VectorFile draft() {
        BundleVerify draft = new BundleVerify();
        BundleNotes.addTo(draft.topic);
        draft.signers(draft.topic.group("signers", OP));
        BundleForms.addTo(draft.topic);
        BundlePayloads.addTo(draft.topic);
        draft.versions(draft.topic.group("versions", OP));
        draft.time(draft.topic.group("time", OP));
        draft.audience(draft.topic.group("audience", OP));
        draft.succession(draft.topic.group("succession", OP));
        return draft.topic.finish();
    }

    static String bundle(int version) {
        return bundle(version, "2026-11-01T00:00:00Z", "2026-12-31T00:00:00Z", "");
    }

    /** @param more further members, each with a comma behind it */
    static String bundle(int version, String issuedAt, String expires, String more) {
        return "{\"version\":" + version + ",\"audience\":\"shop-app\",\"issuedAt\":\"" + issuedAt + "\",\"expires\":\""
                + expires + "\"," + more + "\"policy\":" + POLICY + "}";
    }

    /** The input of a client that trusts these keys and has adopted nothing. */
    static Map<String, Object> input(String document, int threshold, BundleSigner... trusted) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("document", document);
        input.put("keys", Arrays.stream(trusted).map(BundleSigner::publicKey).toList());
        input.put("threshold", threshold);
        input.put("audience", AUDIENCE);
        input.put("now", NOW);
        return input;
    }

    static Answer accepted(long version, BundleSigner... trusted) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", String.valueOf(version));
        fields.put("keys", Arrays.stream(trusted).map(BundleSigner::id).sorted().toList());
        return new Answer("ok", fields);
    }

    static CaseDraft test(GroupDraft group, String id, String comment, String flag, Map<String, Object> input) {
        CaseDraft draft = group.test(id, comment, flag);
        input.forEach(draft::in);
        return draft;
    }

    private void signers(GroupDraft group) {
        test(group, "one", "the one trusted key", "Basic", input(ANNA.compact(bundle(7)), 1, ANNA))
                .expect(accepted(7, ANNA));
        test(group, "ed25519", "a key of Ed25519", "Basic", input(EDDA.compact(bundle(7)), 1, EDDA))
                .needs("ed25519")
                .expect(accepted(7, EDDA));
        test(group, "two-of-three", "two of three", "Basic", ofThree(general(bundle(7), ANNA, CLARA)))
                .expect(accepted(7, ANNA, BEN, CLARA));
        test(group, "all-of-three", "more than have to", "Basic", ofThree(general(bundle(7), CLARA, BEN, ANNA)))
                .expect(accepted(7, ANNA, BEN, CLARA));
        test(
                        group,
                        "beside-others",
                        "signatures of keys that are not known do no harm",
                        "OtherSigners",
                        input(general(bundle(7), THIEF, ANNA), 1, ANNA))
                .expect(accepted(7, ANNA));
        test(
                        group,
                        "high-s",
                        "s replaced by n - s, which verifies as well",
                        "HighS",
                        input(BundleForms.withOtherS(bundle(7)), 1, ANNA))
                .expect(accepted(7, ANNA));
        reject(
                group,
                "nobody-known",
                "a key that is not trusted",
                "Threshold",
                input(THIEF.compact(bundle(7)), 1, ANNA),
                "one");
        reject(
                group,
                "one-of-three",
                "one key of three was stolen",
                "Threshold",
                ofThree(BEN.compact(bundle(7))),
                "two-of-three");
        reject(
                group,
                "one-and-a-thief",
                "one stolen key, and the thief's own",
                "Threshold",
                ofThree(general(bundle(7), BEN, THIEF)),
                "two-of-three");
        reject(
                group,
                "same-key-twice",
                "one key signs twice",
                "SameKeyTwice",
                ofThree(BundleSigner.document(bundle(7), BEN.entry(bundle(7)) + "," + BEN.entry(bundle(7)))),
                "two-of-three");
        reject(
                group,
                "same-key-twice-beside",
                "one key signs twice, beside enough others",
                "SameKeyTwice",
                ofThree(BundleSigner.document(
                        bundle(7), BEN.entry(bundle(7)) + "," + BEN.entry(bundle(7)) + "," + ANNA.entry(bundle(7)))),
                "two-of-three");
        reject(
                group,
                "bad-beside-enough",
                "a signature that names a trusted key and is of another payload, beside enough good ones",
                "Forged",
                ofThree(BundleSigner.document(
                        bundle(7), ANNA.entry(bundle(7)) + "," + BEN.entry(bundle(7)) + "," + CLARA.entry(bundle(8)))),
                "all-of-three");
        reject(
                group,
                "name-of-another",
                "the thief signs, and names the trusted key",
                "Forged",
                input(THIEF.compact(ANNA.header(), bundle(7)), 1, ANNA),
                "one");
    }

    private static Map<String, Object> ofThree(String document) {
        return input(document, 2, ANNA, BEN, CLARA);
    }

    static void reject(
            GroupDraft group, String id, String comment, String flag, Map<String, Object> input, String baseline) {
        test(group, id, comment, flag, input).expect("reject").unlike(baseline);
    }

    private void versions(GroupDraft group) {
        test(group, "later", "a later version", "Basic", after(bundle(7), ANNA.compact(bundle(8))))
                .expect(accepted(8, ANNA));
        test(group, "much-later", "versions may be left out", "Basic", after(bundle(7), ANNA.compact(bundle(700))))
                .expect(accepted(700, ANNA));
        test(group, "same", "the very same bundle again", "Replay", after(bundle(7), ANNA.compact(bundle(7))))
                .expect(accepted(7, ANNA));
        test(
                        group,
                        "same-other-form",
                        "the same payload in another form, with another signature",
                        "Replay",
                        after(bundle(7), general(bundle(7), ANNA, THIEF)))
                .expect(accepted(7, ANNA));
        reject(group, "older", "an older version", "Rollback", after(bundle(7), ANNA.compact(bundle(6))), "later");
        reject(
                group,
                "first-again",
                "version 1, which every client has had",
                "Rollback",
                after(bundle(7), ANNA.compact(bundle(1))),
                "later");
        reject(
                group,
                "same-other-content",
                "the same version with another content",
                "OtherContent",
                after(bundle(7), ANNA.compact(bundle(7).replace(PIN_A, PIN_A.replace('x', 'y')))),
                "same");
        reject(
                group,
                "same-other-blanks",
                "the same version with one blank more",
                "OtherContent",
                after(bundle(7), ANNA.compact(bundle(7) + " ")),
                "same");
    }

    private static Map<String, Object> after(String adopted, String document) {
        Map<String, Object> input = input(document, 1, ANNA);
        input.put("adopted", ANNA.compact(adopted));
        return input;
    }

    private void time(GroupDraft group) {
        String document = ANNA.compact(bundle(7));
        test(group, "at-the-end", "the last instant", "ExpiryBoundary", at("2026-12-31T00:00:00Z", document))
                .expect(accepted(7, ANNA));
        reject(group, "after-the-end", "a second later", "Expired", at("2026-12-31T00:00:01Z", document), "at-the-end");
        reject(group, "long-after", "years later", "Expired", at("2030-01-01T00:00:00Z", document), "at-the-end");
        test(group, "clock-a-day-behind", "issued in a day", "IssuedAt", at("2026-10-31T00:00:00Z", document))
                .expect(accepted(7, ANNA));
        reject(
                group,
                "clock-further-behind",
                "issued in more than a day",
                "IssuedAt",
                at("2026-10-30T23:59:59Z", document),
                "clock-a-day-behind");
        Map<String, Object> back = at("1970-01-01T00:00:00Z", ANNA.compact(bundle(8)));
        back.put("adopted", ANNA.compact(bundle(7)));
        test(group, "clock-of-1970", "it is not earlier than the adopted bundle was issued", "ClockSetBack", back)
                .expect(accepted(8, ANNA));
        Map<String, Object> expired = at("2026-11-27T12:00:00Z", ANNA.compact(bundle(8)));
        expired.put("adopted", ANNA.compact(bundle(7, "2027-01-15T00:00:00Z", "2027-03-01T00:00:00Z", "")));
        reject(
                group,
                "expired-before-the-last-issue",
                "the clock was set back: it had expired when the adopted one was issued",
                "ClockSetBack",
                expired,
                "clock-of-1970");
        test(
                        group,
                        "far-future",
                        "an expiry in 2106",
                        "ExpiryBoundary",
                        at(NOW, ANNA.compact(bundle(7, "2026-11-01T00:00:00Z", "2106-02-07T06:28:16Z", ""))))
                .expect(accepted(7, ANNA));
    }

    private static Map<String, Object> at(String now, String document) {
        Map<String, Object> input = input(document, 1, ANNA);
        input.put("now", now);
        return input;
    }

    private void audience(GroupDraft group) {
        for (Map.Entry<String, String> other : Map.of(
                        "another", "other-app",
                        "longer", "shop-app-beta",
                        "case", "Shop-App")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            reject(
                    group,
                    other.getKey(),
                    "for " + other.getValue(),
                    "Audience",
                    input(ANNA.compact(bundle(7).replace("shop-app", other.getValue())), 1, ANNA),
                    "signers::one");
        }
    }

    private void succession(GroupDraft group) {
        String next = next(1, BEN);
        test(
                        group,
                        "old-and-new",
                        "signed by the old key and the new one",
                        "Succession",
                        input(general(next, ANNA, BEN), 1, ANNA))
                .expect(accepted(8, BEN));
        test(
                        group,
                        "threshold-rises",
                        "from one key to two of three, the old one among them",
                        "Succession",
                        input(general(next(2, ANNA, BEN, CLARA), ANNA, BEN), 1, ANNA))
                .expect(accepted(8, ANNA, BEN, CLARA));
        test(
                        group,
                        "missed-one",
                        "a client that missed a succession follows by the signatures of all generations",
                        "Succession",
                        input(general(next(1, CLARA), ANNA, BEN, CLARA), 1, ANNA))
                .expect(accepted(8, CLARA));
        test(group, "no-change", "the same keys again", "Succession", input(ANNA.compact(next(1, ANNA)), 1, ANNA))
                .expect(accepted(8, ANNA));
        reject(
                group,
                "old-only",
                "the new key has not signed",
                "NextKeysUnproven",
                input(ANNA.compact(next), 1, ANNA),
                "old-and-new");
        reject(
                group,
                "new-only",
                "the old key has not signed",
                "KeysSeized",
                input(BEN.compact(next), 1, ANNA),
                "old-and-new");
        reject(
                group,
                "fewer-than-the-new-threshold",
                "one of the two new keys that have to",
                "NextKeysUnproven",
                input(general(next(2, BEN, CLARA), ANNA, BEN), 1, ANNA),
                "threshold-rises");
        reject(
                group,
                "fewer-than-the-old-threshold",
                "one stolen key of three, and the thief's keys next",
                "KeysSeized",
                ofThree(general(next(1, THIEF), BEN, THIEF)),
                "old-and-new");
        reject(
                group,
                "next-key-twice",
                "one key twice among the next",
                "NextKeys",
                input(general(next(2, BEN, BEN), ANNA, BEN), 1, ANNA),
                "old-and-new");
        BundleSigner again = BEN.inAnotherEncoding();
        reject(
                group,
                "next-key-in-two-encodings",
                "one key in two encodings, which has two ids",
                "NextKeys",
                input(general(next(2, BEN, again), ANNA, BEN, again), 1, ANNA),
                "threshold-rises");
        reject(
                group,
                "next-threshold-above",
                "more next keys have to sign than there are",
                "NextKeys",
                input(general(next(2, BEN), ANNA, BEN), 1, ANNA),
                "old-and-new");
        reject(
                group,
                "next-threshold-zero",
                "none of the next keys has to sign",
                "NextKeys",
                input(general(next(0, BEN), ANNA, BEN), 1, ANNA),
                "old-and-new");
    }

    private static String next(int threshold, BundleSigner... keys) {
        List<String> encoded =
                Arrays.stream(keys).map(key -> "\"" + key.publicKey() + "\"").toList();
        return bundle(
                8,
                "2026-11-01T00:00:00Z",
                "2026-12-31T00:00:00Z",
                "\"nextKeys\":{\"threshold\":" + threshold + ",\"keys\":[" + String.join(",", encoded) + "]},");
    }
}
