package dev.linchpin.policy;

import dev.linchpin.internal.Quoted;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of an expiry: a date or an instant, nothing that merely begins like one. */
final class Expiry {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern INSTANT = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final DateTimeFormatter STRICT_DATE =
            DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter STRICT_INSTANT =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

    private Expiry() {}

    static Instant parse(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text, STRICT_DATE)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            if (INSTANT.matcher(text).matches()) {
                return STRICT_INSTANT.parse(text, Instant::from);
            }
        } catch (DateTimeParseException e) {
            throw bad(text, e);
        }
        throw bad(text, null);
    }

    private static IllegalArgumentException bad(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "expiry " + Quoted.of(text)
                        + " is neither a date nor an instant, expected the form 2030-12-31 (start of day in UTC)"
                        + " or 2030-12-31T12:00:00Z",
                cause);
    }
}
