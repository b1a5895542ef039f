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
        for (int i = 0; i < base64.length(); i++) {
            char c = base64.charAt(i);
            if (!isBase64(c)) {
                throw bad(text, "has " + Quoted.of(String.valueOf(c)) + " where base64 is expected" + hint(c));
            }
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw bad(text, "is not base64, expected 43 characters and one \"=\" behind the prefix");
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
