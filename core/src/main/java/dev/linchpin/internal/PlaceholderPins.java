package dev.linchpin.internal;

import java.util.Base64;

/** Pins that stand in examples and are copied from there: they look like pins, and no key has them. */
public final class PlaceholderPins {
    private static final int BASE64_CHARS = 43;

    private PlaceholderPins() {}

    /** Whether the base64 of a pin is one character again and again, or the bytes are one byte. */
    public static boolean is(String base64) {
        String digits = base64.replace("=", "").trim();
        return digits.length() >= BASE64_CHARS - 1 && (isOneCharacter(digits) || isOneByte(digits));
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

    private static boolean isOneByte(String digits) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(digits);
        } catch (IllegalArgumentException e) {
            return false;
        }
        for (byte octet : bytes) {
            if (octet != bytes[0]) {
                return false;
            }
        }
        return bytes.length > 0;
    }
}
