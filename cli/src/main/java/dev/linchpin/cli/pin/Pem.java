package dev.linchpin.cli.pin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds PEM blocks (RFC 7468) in text as people paste it: indented, quoted, labelled, on one line, as a string of JSON or of a
 * program. Each line that means to begin or to end a block has to do so, and no certificate may stand outside of blocks, lest a
 * pin be missing unnoticed.
 */
final class Pem {
    private static final Pattern MARKER =
            Pattern.compile("-----(BEGIN|END)[ \\t\\u00a0]+([^-\\r\\n]+?)[ \\t\\u00a0]*-----");

    /** What is meant as a marker: typed in small letters, with dashes of another number or, by a word processor, of another kind. */
    private static final Pattern MEANT =
            Pattern.compile("(?i)\\p{Pd}{2,}\\s*(BEGIN|END)|[\\p{Pd}&&[^-]]\\s*(BEGIN|END)\\b");

    /** Base64 of a DER sequence that is long enough for a certificate, or of text that begins with a marker. */
    private static final Pattern STRAY = Pattern.compile("MI[A-Za-z0-9+/]{58,}|LS0tLS1CRUdJTi[A-Za-z0-9+/]+");

    /** Of JSON and of programming languages; base64 has no backslash and no quote. */
    private static final Pattern ESCAPED_SPACE = Pattern.compile("\\\\+[nrt]|\\\\+(?=\\s|$)");

    private static final Pattern ESCAPED_CHARACTER = Pattern.compile("\\\\+u00([0-9A-Fa-f]{2})|\\\\+(?=/)");
    private static final Pattern NEXT_STRING =
            Pattern.compile("([\"'])(\\s*[+.,]?\\s*\\1|[ \\t]*[+.,]?[ \\t]*(?=\\R))");

    /** Names of RFC 1421, section 4.6, such as those of OpenSSL's encrypted keys. */
    private static final Pattern HEADER = Pattern.compile("(?m)^[ \\t]*[A-Za-z][A-Za-z0-9-]*:.*$");

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u200b\\ufeff]+");

    private Pem() {}

    /** Whether there is, or should be, a block in the text. */
    static boolean isIn(String text) {
        return MEANT.matcher(text).find();
    }

    /** The keys of all blocks, in their order. */
    static List<PinnedKey> read(String text) throws SourceException {
        List<PinnedKey> found = new ArrayList<>();
        String passedOver = "";
        Matcher markers = MARKER.matcher(text);
        int outside = 0;
        int number = 0;
        while (markers.find()) {
            number++;
            refuseStrays(text, outside, markers.start());
            int begin = markers.start();
            int body = markers.end();
            String label = label(markers);
            if (!markers.group(1).equals("BEGIN")) {
                throw new SourceException(
                        "PEM block " + number + " has no beginning, expected -----BEGIN " + label + "-----");
            }
            if (!markers.find() || !markers.group(1).equals("END")) {
                throw new SourceException("PEM block " + number + " is truncated or not base64");
            }
            if (!label(markers).equals(label)) {
                throw new SourceException(
                        "PEM block " + number + " begins as " + label + " and ends as " + label(markers));
            }
            outside = markers.end();
            String content = withoutPrefix(text, begin, body, markers.start());
            refuseMarkers(content);
            if (PemBlock.isIrrelevant(label)) {
                passedOver = label;
            } else {
                found.addAll(new PemBlock(label, decode(content, number)).keys());
            }
        }
        refuseStrays(text, outside, text.length());
        if (found.isEmpty()) {
            throw new SourceException(PemBlock.expected("it holds only a " + passedOver));
        }
        return found;
    }

    private static String label(Matcher marker) {
        return SPACE.matcher(marker.group(2)).replaceAll(" ");
    }

    private static void refuseStrays(String text, int from, int to) throws SourceException {
        String between = text.substring(from, to);
        refuseMarkers(between);
        if (STRAY.matcher(between).find()) {
            throw new SourceException(
                    "it holds base64 outside of PEM blocks, expected -----BEGIN CERTIFICATE----- before it");
        }
    }

    private static void refuseMarkers(String text) throws SourceException {
        Matcher meant = MEANT.matcher(text);
        if (meant.find()) {
            String rest = text.substring(meant.start());
            String line = rest.lines().findFirst().orElse("");
            throw new SourceException("it holds \"" + line.substring(0, Math.min(40, line.length()))
                    + "\", expected the form -----BEGIN CERTIFICATE-----");
        }
    }

    /** What stands before the first marker on its line, such as a comment sign, also stands before the others, and is no base64. */
    private static String withoutPrefix(String text, int begin, int body, int end) {
        String prefix = text.substring(text.lastIndexOf('\n', begin - 1) + 1, begin);
        String content = text.substring(body, end);
        if (prefix.isBlank() || !content.endsWith("\n" + prefix)) {
            return content;
        }
        String unsigned = content.substring(0, content.length() - prefix.length());
        boolean onEveryLine = unsigned.lines().skip(1).allMatch(line -> line.startsWith(prefix));
        return onEveryLine ? unsigned.replace("\n" + prefix, "\n") : unsigned;
    }

    private static byte[] decode(String content, int number) throws SourceException {
        String spaced = ESCAPED_SPACE.matcher(content).replaceAll("\n");
        String joined = NEXT_STRING.matcher(spaced).replaceAll("\n");
        String plain = ESCAPED_CHARACTER
                .matcher(joined)
                .replaceAll(escape -> escape.group(1) == null
                        ? ""
                        : Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        String base64 = SPACE.matcher(HEADER.matcher(plain).replaceAll("")).replaceAll("");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new SourceException("PEM block " + number + " is truncated or not base64", e);
        }
    }
}
