package dev.linchpin.vectors.draft;

/** Why the cases of {@link BundleVerify} exist. */
final class BundleNotes {
    private BundleNotes() {}

    static void addTo(TopicDraft topic) {
        topic.note("Basic", "BASIC", "What every verifier gets right.");
        topic.note(
                        "OtherSigners",
                        "DEFINED",
                        "Signatures by keys that are not trusted are not counted, and do no harm.")
                .effect("Clients of another generation of keys cannot be served by the same document.");
        topic.note("HighS", "DEFINED", "Of r and s, n - s verifies as s does; ES256 does not choose between them.");
        topic.note("Threshold", "AUTH_BYPASS", "As many of the trusted keys have to have signed as the threshold says.")
                .effect("One stolen key is enough.");
        topic.note("SameKeyTwice", "AUTH_BYPASS", "One key signs once.").effect("One stolen key counts as two.");
        topic.note(
                        "Forged",
                        "AUTH_BYPASS",
                        "A signature that names a trusted key is by that key, over these very bytes.")
                .effect("Anybody signs.");
        topic.note("ZeroSignature", "AUTH_BYPASS", "r and s are in [1, n - 1].")
                .effect("Zeros are a signature of everything.")
                .cve("CVE-2022-21449");
        topic.note(
                "SignatureLength",
                "AUTH_BYPASS",
                "A signature has 64 bytes; ES256 is r and s, not DER (RFC 7518, section 3.4).");
        topic.note(
                        "Algorithm",
                        "AUTH_BYPASS",
                        "The algorithm is that of the key, and what the header says is compared with it.")
                .effect("The attacker chooses none, or an HMAC with the public key as its secret.")
                .cve("CVE-2015-9235");
        topic.note(
                "Type",
                "AUTH_BYPASS",
                "What the same key signs for another purpose is no bundle (RFC 8725, section 3.11).");
        topic.note("HeaderMembers", "AUTH_BYPASS", "A header has exactly alg, kid and typ, each once.")
                .effect("A key in the header, or a member that says how to read the rest, is believed or ignored.");
        topic.note(
                        "OneForm",
                        "ENCODING",
                        "A document is compact or in the general JSON form, in canonical base64url, and nothing else.")
                .effect("Two verifiers read two documents in one.");
        topic.note("RawBytes", "DEFINED", "The payload is verified as it stands, and never written anew.");
        topic.note("DuplicateName", "ENCODING", "No name comes twice in an object (RFC 7493, section 2.3).")
                .effect("One reader takes the first, another the last.");
        topic.note(
                "Characters",
                "ENCODING",
                "Text is UTF-8 without a byte order mark, and whole characters (RFC 7493, section 2.1).");
        topic.note("Nesting", "RESOURCE", "Depth is bounded.").effect("A document of a kilobyte ends the process.");
        topic.note("TrailingData", "ENCODING", "Nothing follows the value.");
        topic.note("NotJson", "ENCODING", "JSON without extensions.");
        topic.note("Version", "ENCODING", "A version is an integer from 1 to 2^53 - 1, written as digits.")
                .effect("Two readers see two versions, and one of them goes back.");
        topic.note("Members", "ENCODING", "Every member is known, and each that is demanded is there.");
        topic.note("Instants", "TIME", "An instant has exactly the form 2030-12-31T12:00:00Z, and exists.");
        topic.note(
                        "PinsNothing",
                        "FAIL_OPEN",
                        "A bundle that pins nothing, or leaves a rule without pins, is refused as a whole.")
                .effect("A host is unpinned by a list that is empty.");
        topic.note("BackupPin", "SELF_DOS", "A rule that enforces has two different, well-formed pins.");
        topic.note("CanonicalHosts", "FAIL_OPEN", "Hosts are written in their canonical text, and each has one entry.")
                .effect("A rule covers no host, or another than it seems to.");
        topic.note("Words", "ENCODING", "Modes are one of a few words, and do not contradict each other.");
        topic.note("Replay", "DEFINED", "The bundle that was adopted last is no fault: clients ask again and again.");
        topic.note("Rollback", "AUTH_BYPASS", "A version below the adopted one is refused.")
                .effect("A pin that was withdrawn since, of a key that was stolen, is back.");
        topic.note("OtherContent", "AUTH_BYPASS", "One version has one content.")
                .effect("Some clients are served another policy, and nobody sees it.");
        topic.note("Expired", "TIME", "An expired bundle is not adopted.")
                .effect("Clients are kept on an old bundle for ever.");
        topic.note("ExpiryBoundary", "TIME", "The instant of expiry still belongs to the bundle.");
        topic.note("IssuedAt", "TIME", "Clocks may be a day apart, and not more.");
        topic.note(
                        "ClockSetBack",
                        "TIME",
                        "It is never earlier than when the adopted bundle was issued, whatever the clock says.")
                .effect("A clock that is set back makes an expired bundle valid again.");
        topic.note("Audience", "AUTH_BYPASS", "A bundle is for one audience.")
                .effect("What is signed for one application is adopted by another.");
        topic.note("Succession", "DEFINED", "New keys are trusted when enough of the old and of the new have signed.");
        topic.note("NextKeysUnproven", "SELF_DOS", "New keys prove that they can sign.")
                .effect("A typing mistake locks every client out for good.");
        topic.note("KeysSeized", "AUTH_BYPASS", "New keys are trusted by the word of the old ones only.")
                .effect("Whoever has no trusted key brings a key along.");
        topic.note(
                "NextKeys",
                "ENCODING",
                "Next keys are different ones, and their threshold is between 1 and their number.");
    }
}
