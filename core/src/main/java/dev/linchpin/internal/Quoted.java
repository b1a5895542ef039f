package dev.linchpin.internal;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/**
 * Foreign text made fit for a message or a log: of bounded length, and of characters that show what they are. The others are written
 * as {@code \}{@code uXXXX}, so that nobody begins a line, moves a cursor, turns text around, or hides in it.
 */
public final class Quoted {
    private static final int MAX_CHARS = 120;
    private static final int MAX_NAME_CHARS = 200;

    private Quoted() {}

    public static String of(String text) {
        return '"' + plain(text, MAX_CHARS) + '"';
    }

    /** As {@link #of}, without the quotation marks. */
    public static String plain(String text) {
        return plain(text, MAX_CHARS);
    }

    /** The subject of a certificate. Whoever made the certificate chose it. */
    public static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    /** A distinguished name, in the form of RFC 2253. */
    public static String name(X500Principal name) {
        return plain(name.getName(), MAX_NAME_CHARS);
    }

    private static String plain(String text, int maxChars) {
        StringBuilder out = new StringBuilder();
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            if (i >= maxChars) {
                return out.append('…').toString();
            }
            c = text.codePointAt(i);
            if (isPrintable(c)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format("\\u%04x", (int) unit));
                }
            }
        }
        return out.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> !isInvisible(c);
        };
    }

    /** The letters and marks among Unicode's Default_Ignorable_Code_Point, which show as nothing. */
    private static boolean isInvisible(int c) {
        return c == 0x034f // combining grapheme joiner
                || (c >= 0x115f && c <= 0x1160) // Hangul fillers
                || (c >= 0x17b4 && c <= 0x17b5) // Khmer inherent vowels
                || (c >= 0x180b && c <= 0x180f) // Mongolian variation selectors
                || c == 0x3164 // Hangul filler
                || (c >= 0xfe00 && c <= 0xfe0f) // variation selectors
                || c == 0xffa0 // half-width Hangul filler
                || (c >= 0xe0000 && c <= 0xe0fff); // tags and more variation selectors
    }
}
