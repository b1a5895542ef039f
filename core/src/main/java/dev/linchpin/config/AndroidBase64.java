package dev.linchpin.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Base64 as {@code android.util.Base64} decodes it: what is no base64 is skipped, padding may be missing, unused bits may be set. */
final class AndroidBase64 {
    private static final int SKIPPED = -1;
    private static final int PADDING = -2;

    private AndroidBase64() {}

    /** The bytes, or null where Android refuses the text. */
    static byte @Nullable [] decode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int digits = 0; // of the group under way
        int padding = 0;
        int value = 0;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            int digit = digit(octet);
            if (digit == SKIPPED) {
                continue;
            }
            boolean misplaced = digit == PADDING ? digits < 2 || padding + digits == 4 : padding > 0;
            if (misplaced) {
                return null;
            }
            if (digit == PADDING) {
                padding++;
                continue;
            }
            value = value << 6 | digit;
            if (++digits == 4) {
                out.write(value >> 16);
                out.write(value >> 8);
                out.write(value);
                digits = 0;
                value = 0;
            }
        }
        boolean halfPadded = digits == 2 && padding == 1;
        if (digits == 1 || halfPadded) {
            return null;
        }
        if (digits == 2) {
            out.write(value >> 4);
        } else if (digits == 3) {
            out.write(value >> 10);
            out.write(value >> 2);
        }
        return out.toByteArray();
    }

    private static int digit(byte octet) {
        int c = octet;
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '+' -> 62;
            case '/' -> 63;
            case '=' -> PADDING;
            default -> SKIPPED;
        };
    }
}
