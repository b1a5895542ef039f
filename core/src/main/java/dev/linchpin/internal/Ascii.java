package dev.linchpin.internal;

/** Classes of characters, ASCII only and whatever the locale. */
public final class Ascii {
    private Ascii() {}

    public static boolean isAscii(int c) {
        return c < 0x80;
    }

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    public static boolean isLower(int c) {
        return c >= 'a' && c <= 'z';
    }

    /** In lower case, as canonical text has it. */
    public static boolean isHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }
}
