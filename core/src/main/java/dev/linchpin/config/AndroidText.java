package dev.linchpin.config;

import dev.linchpin.internal.Ascii;
import java.text.DateFormat;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;

/** Texts as Android reads them, which is more than they seem to say. */
final class AndroidText {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,8}");
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

    /** The JDK's time for a number grows with the square of its digits: minutes for an attribute of ten million. */
    private static final int MAX_DATE = 1000;

    private static final Pattern REFERENCE = Pattern.compile(
            "@\\+?(?:[^:/]+:)?(?:anim|animator|array|attr|bool|color|dimen|drawable|font|fraction|id|integer|interpolator|layout"
                    + "|menu|mipmap|navigation|plurals|raw|string|style|styleable|transition|xml)/.+");

    private AndroidText() {}

    /** Whether the resource compiler takes this for a reference, to a resource that has to exist, or to none. */
    static boolean isReference(String text) {
        String trimmed = text.trim();
        return trimmed.equals("@null") || REFERENCE.matcher(trimmed).matches();
    }

    /**
     * A boolean as the resource compiler types it: words, and numbers of which zero is false. Everything else is a string, for which
     * the platform takes the attribute's default.
     */
    static boolean bool(String text, boolean otherwise) {
        String trimmed = text.trim();
        return switch (trimmed) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default ->
                isNumber(trimmed) ? number(trimmed).map(number -> number != 0).orElse(otherwise) : otherwise;
        };
    }

    private static boolean isHexDigit(int c) {
        return Ascii.isHexDigit(c) || (c >= 'A' && c <= 'F');
    }

    private static boolean isNumber(String text) {
        return DECIMAL.matcher(text).matches()
                || HEXADECIMAL.matcher(text).matches()
                || COLOR.matcher(text).matches();
    }

    /** Of a colour with three or six digits the compiler makes one that is opaque, and so not zero. */
    private static Optional<Integer> number(String text) {
        if (text.startsWith("#")) {
            boolean opaque = text.length() == 4 || text.length() == 7;
            return Optional.of(opaque ? -1 : Integer.parseUnsignedInt(text.substring(1), 16));
        }
        try {
            boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
            return Optional.of(hexadecimal ? Integer.parseUnsignedInt(text.substring(2), 16) : Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** An attribute's text with its backslashes resolved, as the resource compiler does; empty for a bad {@code \\}{@code u}. */
    static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\') {
                out.append(c);
            } else if (i < text.length()) {
                char escaped = text.charAt(i++);
                if (escaped == 'u') {
                    String digits = text.substring(i, Math.min(i + 4, text.length()));
                    if (!digits.chars().allMatch(AndroidText::isHexDigit)) {
                        return "";
                    }
                    char unit = digits.isEmpty() ? 0 : (char) Integer.parseInt(digits, 16);
                    if (!Character.isSurrogate(unit)) {
                        out.append(unit);
                    }
                    i += digits.length();
                } else {
                    out.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped);
                }
            }
        }
        return out.toString();
    }

    /** The platform parses with a {@link SimpleDateFormat}, which ends where it likes; on a device in its own time zone. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(format().parse(text.substring(0, Math.min(text.length(), MAX_DATE)))
                    .toInstant());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** The day of an instant, in the calendar by which {@link #date} reads. */
    static String day(Instant instant) {
        return format().format(Date.from(instant));
    }

    private static DateFormat format() {
        DateFormat format = new SimpleDateFormat("yyyy-MM-dd", Locale.ENGLISH);
        format.setLenient(false);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        return format;
    }
}
