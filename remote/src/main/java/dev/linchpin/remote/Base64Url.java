package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64url without padding (RFC 7515 §2), in which every value has one text. */
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The bytes of which this is the text.
     *
     * @throws IllegalArgumentException if {@link #encode} writes them in another way: with padding, unused bits that are set, blanks
     */
    static byte[] decode(String what, String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(US_ASCII));
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw bad(what, e);
        }
        throw bad(what, null);
    }

    private static IllegalArgumentException bad(String what, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                what + " is not base64url, expected the one canonical form without padding", cause);
    }
}
