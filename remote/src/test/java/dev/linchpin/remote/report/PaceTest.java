package dev.linchpin.remote.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;
    /** {@code System.nanoTime} may be anything, and overflow. */
    private static final long START = Long.sum(Long.MAX_VALUE, -5 * SECOND);

    private final Pace pace =
            new Pace(3, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(60), START, new Random(1));

    @Test
    void lets_so_many_go_at_once_and_then_one_by_one() {
        for (int i = 0; i < 3; i++) {
            assertEquals(0, pace.delay(START));
            pace.sent(START);
        }
        assertEquals(10 * SECOND, pace.delay(START));
        assertEquals(0, pace.delay(START + 10 * SECOND));
        pace.sent(START + 10 * SECOND);
        assertEquals(10 * SECOND, pace.delay(START + 10 * SECOND));
    }

    @Test
    void saves_up_no_more_than_one_burst() {
        long later = START + 1_000_000 * SECOND;
        for (int i = 0; i < 3; i++) {
            assertEquals(0, pace.delay(later));
            pace.sent(later);
        }
        assertTrue(pace.delay(later) > 0);
    }

    /** Half of the pause is certain, so that a failing collector is relieved; half is chance, so that clients spread. */
    @Test
    void leaves_a_failing_collector_alone_for_longer_and_longer() {
        long now = START;
        for (long pauses : new long[] {10, 20, 40, 60, 60, 60}) {
            pace.failed(now, Duration.ZERO);
            long delay = pace.delay(now);
            assertTrue(delay >= pauses * SECOND / 2, delay + " is less than half of " + pauses);
            assertTrue(delay <= pauses * SECOND, delay + " is more than " + pauses);
            now += delay;
            assertEquals(0, pace.delay(now));
        }
        pace.succeeded();
        pace.failed(now, Duration.ZERO);
        assertTrue(pace.delay(now) <= 10 * SECOND, "as at first");
    }

    @Test
    void does_as_the_collector_asks_within_reason() {
        pace.failed(START, Duration.ofSeconds(45));
        assertEquals(45 * SECOND, pace.delay(START));
        pace.failed(START, Duration.ofDays(10_000));
        assertEquals(60 * SECOND, pace.delay(START), "the longest pause");
    }

    @Test
    void a_hold_is_not_cut_short_by_what_comes_after_it() {
        pace.hold(START);
        pace.failed(START, Duration.ZERO);
        pace.succeeded();
        assertEquals(60 * SECOND, pace.delay(START));
    }
}
