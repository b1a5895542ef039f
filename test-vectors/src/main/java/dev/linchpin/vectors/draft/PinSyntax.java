package dev.linchpin.vectors.draft;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.VectorFile;
import java.util.ArrayList;
import java.util.List;

/** Which texts are pins, and which lists of pins are pin sets. */
final class PinSyntax {
    private static final String HASH = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String UNPADDED = HASH.substring(0, 43);
    private static final String PIN = "sha256/" + HASH;
    private static final String BACKUP = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    private static final String THIRD = "sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=";
    private static final String ZERO = "sha256/" + "A".repeat(43) + "=";

    private final TopicDraft topic = TopicDraft.of(
            "pin-syntax",
            "pin.parse: is the text a pin? sha256/ or cert-sha256/, then 32 bytes in canonical base64: 43 characters and one =.",
            "pinset.parse: is the list a pin set for a rule of this mode? The answer's size counts different pins.",
            "A pin is refused when the policy is made; one that is accepted but means nothing, or something else, fails later.");

    private PinSyntax() {}

    static VectorFile draft() {
        PinSyntax draft = new PinSyntax();
        draft.notes();
        draft.texts(draft.topic.group("text", "pin.parse"));
        draft.base64(draft.topic.group("base64", "pin.parse"));
        draft.lengths(draft.topic.group("length", "pin.parse"));
        draft.prefixes(draft.topic.group("prefix", "pin.parse"));
        draft.sets(draft.topic.group("set", "pinset.parse"));
        return draft.topic.finish();
    }

    private void notes() {
        topic.note("Canonical", "BASIC", "The one form of a pin.")
                .link("https://www.rfc-editor.org/rfc/rfc7469#section-2.1.1");
        topic.note("CertificatePin", "BASIC", "cert-sha256/ is the hash of a whole certificate.");
        topic.note("Padding", "ENCODING", "Base64 of 32 bytes ends in exactly one = (RFC 4648 section 4).")
                .effect("Decoders differ: Java, Node and OkHttp accept an unpadded pin, Python does not.")
                .link("https://www.rfc-editor.org/rfc/rfc4648#section-3.2");
        topic.note("TrailingBits", "ENCODING", "The two bits behind the last byte are zero.")
                .effect("Whoever compares texts instead of bytes never matches such a pin, and locks every client out.")
                .link("https://www.rfc-editor.org/rfc/rfc4648#section-3.5");
        topic.note("Base64Url", "ENCODING", "- and _ belong to base64url (RFC 4648 section 5), which pins do not use.")
                .effect("Python drops the unknown characters and compares 29 bytes.");
        topic.note(
                        "LenientBase64",
                        "ENCODING",
                        "White space, line ends and whatever follows the padding are refused, not skipped.")
                .effect("MIME decoders skip what is not base64, so a damaged pin becomes another pin.");
        topic.note("DigestLength", "PIN_BYPASS", "The hash has the 32 bytes of SHA-256.")
                .effect("A prefix that is compared as such matches many keys; no bytes at all match every key.");
        topic.note("OtherHash", "ENCODING", "Hashes other than SHA-256 are no pins here, however well-formed.")
                .effect("Silently ignored they leave fewer pins than the operator counts, or none.");
        topic.note("OtherNotation", "ENCODING", "Notations of other tools: HTTP headers, curl, hexadecimal.")
                .link("https://curl.se/libcurl/c/CURLOPT_PINNEDPUBLICKEY.html");
        topic.note("Homoglyph", "ENCODING", "The prefix is ASCII; what only looks like it is refused.");
        topic.note("Invisible", "ENCODING", "Byte-order marks, NUL and zero-width characters are refused.")
                .effect("A pin that looks right in every editor matches nothing.");
        topic.note("PrefixCase", "DEFINED", "The prefix is lower case; some libraries do not mind.");
        topic.note("Placeholder", "DEFINED", "The hash of zeros stands in examples, and no key has it.")
                .effect("Used as the backup pin it turns the loss of the first key into a lock-out.");
        topic.note("Set", "BASIC", "Lists of different, well-formed pins.");
        topic.note("Duplicates", "SELF_DOS", "A pin that is given twice counts once.")
                .effect("A duplicate passes for the backup pin.");
        topic.note("EmptySet", "FAIL_OPEN", "A rule without pins is refused.")
                .effect("No pin, no check: in several libraries an empty set accepts every key.");
        topic.note("NoBackup", "DEFINED", "An enforced rule has a second pin, for the day the first key is lost.")
                .link("https://www.rfc-editor.org/rfc/rfc7469#section-4.3");
        topic.note("MalformedMember", "SELF_DOS", "One malformed pin makes the set malformed; it is not skipped.")
                .effect("The operator counts on a pin that was dropped.");
    }

    private void texts(GroupDraft group) {
        group.test("spki", "a pin of a public key", "Canonical").in("text", PIN).expect("ok");
        group.test("no-special-characters", "a hash without + and /", "Canonical")
                .in("text", "sha256/" + "Zm9v".repeat(10) + "Zm8=")
                .expect("ok");
        group.test("plus", "a hash with +", "Canonical").in("text", THIRD).expect("ok");
        group.test("ones", "32 bytes of ones", "Canonical")
                .in("text", "sha256/" + "/".repeat(42) + "8=")
                .expect("ok");
        group.test("certificate", "a pin of a certificate", "CertificatePin")
                .in("text", "cert-sha256/" + HASH)
                .needs("cert-pin")
                .expect("ok");
        group.test("placeholder", "the hash of zeros", "Placeholder")
                .in("text", ZERO)
                .choice("placeholder-pin", "reject", "ok");
        reject(group, "empty", "nothing", "DigestLength", "");
    }

    private void base64(GroupDraft group) {
        reject(group, "unpadded", "without its padding", "Padding", "sha256/" + UNPADDED);
        reject(group, "two-paddings", "one = too many", "Padding", PIN + "=");
        reject(group, "padding-in-front", "the = in front", "Padding", "sha256/=" + UNPADDED);
        reject(
                group,
                "padding-inside",
                "a = inside",
                "Padding",
                "sha256/" + HASH.substring(0, 20) + "=" + HASH.substring(21));
        reject(group, "trailing-bit-0", "the lowest unused bit set", "TrailingBits", PIN.replace("Td4=", "Td5="));
        reject(group, "trailing-bit-1", "the other unused bit set", "TrailingBits", PIN.replace("Td4=", "Td6="));
        reject(group, "base64url", "the alphabet of base64url", "Base64Url", "sha256/" + HASH.replace('/', '_'));
        reject(
                group,
                "base64url-unpadded",
                "base64url as it is usually written",
                "Base64Url",
                "sha256/" + UNPADDED.replace('/', '_'));
        reject(group, "base64url-minus", "one - for a +", "Base64Url", THIRD.replace('+', '-'));
        reject(group, "leading-space", "a space in front", "LenientBase64", " " + PIN);
        reject(group, "inner-space", "a space behind the prefix", "LenientBase64", "sha256/ " + HASH);
        reject(group, "trailing-space", "a space behind", "LenientBase64", PIN + " ");
        reject(group, "trailing-newline", "a line feed behind", "LenientBase64", PIN + "\n");
        reject(group, "trailing-crlf", "CR and LF behind", "LenientBase64", PIN + "\r\n");
        reject(
                group,
                "folded",
                "a line end inside, as PEM and MIME write it",
                "LenientBase64",
                "sha256/" + HASH.substring(0, 22) + "\r\n" + HASH.substring(22));
        reject(
                group,
                "tab",
                "a tab inside",
                "LenientBase64",
                "sha256/" + HASH.substring(0, 22) + "\t" + HASH.substring(22));
        reject(group, "junk-behind", "characters behind the padding", "LenientBase64", PIN + "AAAA");
        reject(
                group,
                "foreign-character",
                "a character that is not base64",
                "LenientBase64",
                PIN.replace("PSC", "P*C"));
        reject(group, "extra-foreign-character", "one that decoders skip", "LenientBase64", PIN.replace("PSC", "P!SC"));
        reject(group, "percent-encoded", "the padding percent-encoded", "LenientBase64", "sha256/" + UNPADDED + "%3D");
    }

    private void lengths(GroupDraft group) {
        reject(group, "prefix-alone", "no hash", "DigestLength", "sha256/");
        reject(group, "padding-alone", "no hash but padding", "DigestLength", "sha256/=");
        reject(group, "bytes-3", "3 bytes", "DigestLength", "sha256/AAAA");
        reject(group, "bytes-20", "the 20 bytes of SHA-1", "DigestLength", "sha256/" + "Zm9v".repeat(6) + "Zm8=");
        reject(group, "bytes-31", "31 bytes: a byte was lost", "DigestLength", "sha256/" + "Zm9v".repeat(10) + "Zg==");
        reject(group, "bytes-33", "33 bytes: a byte too many", "DigestLength", "sha256/" + "Zm9v".repeat(11));
        reject(group, "bytes-64", "the 64 bytes of SHA-512", "DigestLength", "sha256/" + "Zm9v".repeat(21) + "Zg==");
        reject(
                group,
                "characters-42",
                "44 characters less two: no base64 of whole bytes",
                "DigestLength",
                "sha256/" + HASH.substring(0, 41) + "=");
    }

    private void prefixes(GroupDraft group) {
        reject(group, "none", "the hash alone", "OtherNotation", HASH);
        reject(group, "two-slashes", "curl's sha256//, where / is a base64 digit", "OtherNotation", "sha256//" + HASH);
        reject(group, "colon", "sha256: as in Docker", "OtherNotation", "sha256:" + HASH);
        reject(group, "hyphen", "sha256- as in Subresource Integrity", "OtherNotation", "sha256-" + HASH);
        reject(group, "header", "the HTTP header Public-Key-Pins", "OtherNotation", "pin-sha256=\"" + HASH + "\"");
        reject(group, "hexadecimal", "hexadecimal", "OtherNotation", "sha256/" + "c7843a3d".repeat(8));
        reject(
                group,
                "fingerprint",
                "hexadecimal with colons, as openssl prints it",
                "OtherNotation",
                "sha256/" + "C7:84:3A:3D:".repeat(8).substring(0, 95));
        reject(group, "two-pins", "two pins in one text", "OtherNotation", PIN + "," + BACKUP);
        reject(group, "sha1", "SHA-1", "OtherHash", "sha1/" + "Zm9v".repeat(6) + "Zm8=");
        reject(group, "sha1-of-32", "32 bytes that are called SHA-1", "OtherHash", "sha1/" + HASH);
        reject(group, "sha512", "SHA-512", "OtherHash", "sha512/" + "Zm9v".repeat(21) + "Zg==");
        reject(group, "sha3", "SHA3-256, also of 32 bytes", "OtherHash", "sha3-256/" + HASH);
        reject(group, "sha-256", "the hash by its proper name", "OtherNotation", "sha-256/" + HASH);
        reject(group, "cyrillic", "a Cyrillic letter in the prefix", "Homoglyph", "\u0455ha256/" + HASH);
        reject(group, "fullwidth-slash", "a full-width slash", "Homoglyph", "sha256\uff0f" + HASH);
        reject(group, "arabic-digits", "Arabic digits in the prefix", "Homoglyph", "sha\u0662\u0665\u0666/" + HASH);
        reject(group, "fullwidth-hash", "a full-width letter in the hash", "Homoglyph", PIN.replace("PSC", "\uff30SC"));
        reject(group, "byte-order-mark", "a byte-order mark in front", "Invisible", "\ufeff" + PIN);
        reject(group, "nul", "a NUL behind", "Invisible", PIN + "\0");
        reject(group, "zero-width-space", "a zero-width space behind the prefix", "Invisible", "sha256/\u200b" + HASH);
        group.test("upper-case", "the prefix in upper case", "PrefixCase")
                .in("text", "SHA256/" + HASH)
                .choice("prefix-case", "reject", "ok");
        group.test("mixed-case", "the prefix in mixed case", "PrefixCase")
                .in("text", "Sha256/" + HASH)
                .choice("prefix-case", "reject", "ok");
    }

    private void sets(GroupDraft group) {
        set(group, "two", "an active and a backup pin", "Set", "enforce", PIN, BACKUP)
                .expect("ok", "size", 2);
        set(group, "three", "three pins", "Set", "enforce", PIN, BACKUP, THIRD).expect("ok", "size", 3);
        set(group, "duplicate", "a pin twice, and another", "Duplicates", "enforce", PIN, BACKUP, PIN)
                .expect("ok", "size", 2);
        set(group, "kinds", "one hash, of a key and of a certificate", "Set", "enforce", PIN, "cert-" + PIN)
                .needs("cert-pin")
                .expect("ok", "size", 2);
        set(group, "report-only-one", "one pin, which is enough to report", "Set", "report-only", PIN)
                .expect("ok", "size", 1);
        Answer single = Answer.of("ok", "size", 1);
        set(group, "one", "one pin", "NoBackup", "enforce", PIN).choice("backup-pin", Answer.of("reject"), single);
        set(group, "one-twice", "one pin twice", "NoBackup", "enforce", PIN, PIN)
                .choice("backup-pin", Answer.of("reject"), single);
        set(group, "placeholder-backup", "the hash of zeros as the backup pin", "Placeholder", "enforce", PIN, ZERO)
                .choice("placeholder-pin", Answer.of("reject"), Answer.of("ok", "size", 2));
        set(group, "empty", "no pin", "EmptySet", "enforce").expect("reject").unlike("two");
        set(group, "report-only-empty", "no pin, though nothing would be refused", "EmptySet", "report-only")
                .expect("reject")
                .unlike("report-only-one");
        malformed(group, "malformed-backup", "a truncated backup pin", BACKUP.substring(0, 40));
        malformed(group, "empty-backup", "an empty text as the backup pin", "");
        malformed(group, "unpadded-backup", "the backup pin without its padding", BACKUP.replace("=", ""));
        malformed(group, "same-key-other-bits", "the pin again, with unused bits set", PIN.replace("Td4=", "Td5="));
        malformed(
                group,
                "unknown-hash-beside",
                "SHA-512 beside two good pins",
                BACKUP,
                "sha512/" + "Zm9v".repeat(21) + "Zg==");
    }

    private static void malformed(GroupDraft group, String id, String comment, String... others) {
        List<String> pins = new ArrayList<>(List.of(PIN));
        pins.addAll(List.of(others));
        group.test(id, comment, "MalformedMember")
                .in("pins", pins, "mode", "enforce")
                .expect("reject")
                .unlike("two");
    }

    private static CaseDraft set(
            GroupDraft group, String id, String comment, String flag, String mode, String... pins) {
        return group.test(id, comment, flag).in("pins", List.of(pins), "mode", mode);
    }

    private static void reject(GroupDraft group, String id, String comment, String flag, String text) {
        group.test(id, comment, flag).in("text", text).expect("reject").unlike("text::spki");
    }
}
