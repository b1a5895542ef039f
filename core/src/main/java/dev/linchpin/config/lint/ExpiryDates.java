package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Position;
import dev.linchpin.config.Severity;
import dev.linchpin.policy.AfterExpiry;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

/** Sets of pins that have ended, end soon or never end. */
final class ExpiryDates implements LintRule {
    private static final int DATE_CHARS = 10;

    private final Instant now;
    private final int warnDays;

    ExpiryDates(Clock clock, int warnDays) {
        this.now = clock.instant();
        this.warnDays = warnDays;
    }

    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Pins set : PinTexts.sets(draft)) {
            if (set.expires().isPresent()) {
                instant(set.expires().get().text()).ifPresent(end -> ending(set, end, found));
            } else {
                found.accept(Finding.of(
                        "never-expires",
                        Severity.NOTE,
                        set.position(),
                        "the pins have no expiry: an app that is never updated is locked out once both keys are gone"));
            }
        }
    }

    private void ending(Pins set, Instant end, Consumer<Finding> found) {
        Optional<Position> position = set.expires().flatMap(Located::position);
        boolean closed = set.afterExpiry() == AfterExpiry.FAIL_CLOSED;
        if (!now.isBefore(end) && !now.equals(end)) {
            found.accept(Finding.of(
                    "expired-pins",
                    Severity.ERROR,
                    position,
                    "the pins ended on " + day(end)
                            + (closed ? ", since when every peer is refused" : ", since when none is checked")
                            + ", expected a day to come"));
            return;
        }
        long days = Duration.between(now, end).toDays();
        if (days < warnDays) {
            found.accept(Finding.of(
                    "expires-soon",
                    Severity.WARNING,
                    position,
                    "the pins end on " + day(end) + ", in " + days + (days == 1 ? " day" : " days") + ": from then on "
                            + (closed ? "every peer is refused" : "none is checked")));
        }
    }

    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** What is malformed is said elsewhere. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.length() == DATE_CHARS
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
