package dev.linchpin.config;

/** Pins that stand in examples and are copied from there: they look like pins, and no key has them. */
final class PlaceholderPins {
    private static final int BASE64_CHARS = 43;

    private PlaceholderPins() {}

    /** Whether the base64 of a pin is one character again and again, or the bytes are one byte. */
    static boolean is(String base64) {
        String digits = base64.replace("=", "").trim();
        return digits.length() >= BASE64_CHARS - 1 && (isOneCharacter(digits) || isOneByte(base64));
    }

    /** The last character has two bits only: the pin of all B ends in A, E, I … where it is canonical. */
    private static boolean isOneCharacter(String digits) {
        char first = digits.charAt(0);
        for (int i = 1; i < BASE64_CHARS - 1; i++) {
            if (digits.charAt(i) != first) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneByte(String base64) {
        byte[] bytes = AndroidBase64.decode(base64);
        if (bytes == null || bytes.length == 0) {
            return false;
        }
        for (byte octet : bytes) {
            if (octet != bytes[0]) {
                return false;
            }
        }
        return true;
    }
}
