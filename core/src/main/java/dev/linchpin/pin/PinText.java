package dev.linchpin.pin;

import dev.linchpin.internal.Ascii;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.Sha256;
import java.util.Base64;
import java.util.Locale;

/** The textual form of pins: strict in, canonical out. */
final class PinText {
    static final String SPKI = "sha256/";
    static final String CERTIFICATE = "cert-sha256/";

    private static final int BASE64_CHARS = 44;

    /** The digits whose two lowest bits are zero. */
    private static final String WITHOUT_SPARE_BITS = "AEIMQUYcgkosw048";

    private PinText() {}

    static Pin parse(String text) {
        if (text.startsWith(SPKI)) {
            return new SpkiPin(hash(text, SPKI.length()));
        }
        if (text.startsWith(CERTIFICATE)) {
            return new CertificatePin(hash(text, CERTIFICATE.length()));
        }
        throw bad(text, prefixFault(text));
    }

    static String format(String prefix, Sha256 hash) {
        return prefix + Base64.getEncoder().encodeToString(hash.bytes());
    }

    private static Sha256 hash(String text, int prefix) {
        String base64 = text.substring(prefix);
        byte[] bytes = decode(text, base64);
        if (bytes.length != Sha256.BYTES) {
            throw bad(text, "decodes to " + bytes.length + " bytes, expected the 32 of a SHA-256 hash");
        }
        Sha256 hash = Sha256.ofHash(bytes);
        if (hash.isZero()) {
            throw bad(text, "is the all-zero placeholder, expected the hash of a real key");
        }
        return hash;
    }

    private static byte[] decode(String text, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw bad(text, fault(base64));
        }
        if (isCanonicalHash(base64, bytes)) {
            return bytes;
        }
        String canonical = Base64.getEncoder().encodeToString(bytes);
        if (!canonical.equals(base64)) {
            boolean unpadded = base64.length() < canonical.length();
            throw bad(
                    text,
                    unpadded
                            ? "lacks its padding, expected " + BASE64_CHARS + " base64 characters, the last one \"=\""
                            : "has non-zero bits behind its last byte, expected canonical base64");
        }
        return bytes;
    }

    /** Whether this is all that 32 bytes need, padding included, and the last character has no bits that belong to no byte. */
    private static boolean isCanonicalHash(String base64, byte[] bytes) {
        return bytes.length == Sha256.BYTES
                && base64.length() == BASE64_CHARS
                && WITHOUT_SPARE_BITS.indexOf(base64.charAt(BASE64_CHARS - 2)) >= 0;
    }

    private static String fault(String base64) {
        for (int i = 0; i < base64.length(); i++) {
            char c = base64.charAt(i);
            if (!isBase64(c)) {
                return "has " + Quoted.of(String.valueOf(c)) + " where base64 is expected" + hint(c);
            }
        }
        return "is not base64, expected 43 characters and one \"=\" behind the prefix";
    }

    private static boolean isBase64(char c) {
        return Ascii.isUpper(c) || Ascii.isLower(c) || Ascii.isDigit(c) || c == '+' || c == '/' || c == '=';
    }

    private static String hint(char c) {
        return c == '-' || c == '_' ? " (base64url is not accepted)" : "";
    }

    private static String prefixFault(String text) {
        String expected = ", expected \"sha256/\" or \"cert-sha256/\"";
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith(SPKI) || lower.startsWith(CERTIFICATE)) {
            return "spells its prefix in upper case" + expected;
        }
        if (lower.startsWith("sha1/") || lower.startsWith("sha512/")) {
            return "names a hash other than SHA-256" + expected;
        }
        return "has no known prefix" + expected;
    }

    private static PinFormatException bad(String text, String fault) {
        return new PinFormatException("pin " + Quoted.of(text) + " " + fault);
    }
}
