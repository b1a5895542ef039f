package dev.linchpin.cli.pin;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in the encodings in which editors, shells and web servers hand it on. */
final class PastedText {
    /** As nginx hands on a certificate in a header. */
    private static final Pattern URL_ENCODED = Pattern.compile("-----BEGIN%20");

    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

    private PastedText() {}

    /** UTF-16 by its byte order mark or by the zeros that it puts into ASCII; else UTF-8. Byte order marks stand wherever files were joined. */
    static String decode(byte[] content) {
        String text = new String(content, charset(content)).replace("\ufeff", "");
        return URL_ENCODED.matcher(text).find()
                ? PERCENT.matcher(text)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))))
                : text;
    }

    private static Charset charset(byte[] content) {
        if (content.length < 4 || content.length % 2 != 0) {
            return StandardCharsets.UTF_8;
        }
        int first = ((content[0] & 0xff) << 8) | (content[1] & 0xff);
        if (first == 0xfeff || first == 0xfffe) {
            return StandardCharsets.UTF_16;
        }
        return content[0] == 0 && content[2] == 0
                ? StandardCharsets.UTF_16BE
                : content[1] == 0 && content[3] == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    /** What the text stands for if it is base64 and nothing else. */
    static Optional<byte[]> bare(String text) {
        String dense = String.join("", List.of(text.split("\\s+")));
        try {
            return BASE64.matcher(dense).matches()
                    ? Optional.of(Base64.getDecoder().decode(dense))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
