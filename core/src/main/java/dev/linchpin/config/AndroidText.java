package dev.linchpin.config;

import java.text.DateFormat;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;

/** Texts as Android reads them, which is more than they seem to say. */
final class AndroidText {
    private AndroidText() {}

    /**
     * A boolean as the resource compiler types it: words, and numbers of which zero is false. Everything else is a string, for which
     * the platform takes the attribute's default.
     */
    static boolean bool(String text, boolean otherwise) {
        String trimmed = text.trim();
        switch (trimmed) {
            case "true":
            case "True":
            case "TRUE":
                return true;
            case "false":
            case "False":
            case "FALSE":
                return false;
            default:
                return number(trimmed).map(number -> number != 0).orElse(otherwise);
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Long.decode(text).intValue());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The platform parses with a {@link SimpleDateFormat}, which ends where it likes; on a device in its own time zone. */
    static Optional<Instant> date(String text) {
        try {
            return Optional.of(format().parse(text).toInstant());
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
