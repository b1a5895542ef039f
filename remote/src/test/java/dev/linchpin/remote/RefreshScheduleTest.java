package dev.linchpin.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** When clients ask, one by one and all together. */
class RefreshScheduleTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void an_interval_is_a_fifth_shorter_or_longer_by_lot() {
        assertEquals(Duration.ofMinutes(48), drawing(0, s -> s.afterSuccess()));
        assertEquals(Duration.ofMinutes(72), drawing(1, s -> s.afterSuccess()));
    }

    @Test
    void failures_double_the_wait_up_to_the_interval() {
        assertEquals(Duration.ofMinutes(1), drawing(0.5, s -> s.afterFailure(1)));
        assertEquals(Duration.ofMinutes(2), drawing(0.5, s -> s.afterFailure(2)));
        assertEquals(Duration.ofMinutes(32), drawing(0.5, s -> s.afterFailure(6)));
        assertEquals(HOUR, drawing(0.5, s -> s.afterFailure(7)));
        assertEquals(HOUR, drawing(0.5, s -> s.afterFailure(1_000_000)));
        assertEquals(Duration.ofSeconds(30), drawing(0, s -> s.afterFailure(1)));
        assertEquals(Duration.ofSeconds(90), drawing(1, s -> s.afterFailure(1)));
    }

    @Test
    void the_first_comes_within_a_minute_and_a_mismatch_within_its_spread() {
        assertEquals(Duration.ofMinutes(1), drawing(1, s -> s.first()));
        assertEquals(Duration.ofSeconds(10), drawing(1, s -> s.afterMismatch()));
        assertEquals(Duration.ZERO, drawing(0, s -> s.afterMismatch()));
    }

    @Test
    void a_mismatch_counts_once_in_an_interval() {
        RefreshSchedule schedule = new RefreshSchedule(HOUR, Duration.ZERO, () -> 0);
        assertFalse(schedule.mayFollowMismatch(HOUR.toNanos() - 1));
        assertTrue(schedule.mayFollowMismatch(HOUR.toNanos()));
    }

    /** Whoever can cause a thousand mismatches causes one refresh. */
    @Test
    void a_thousand_mismatches_are_followed_by_one_refresh() throws Exception {
        AtomicInteger refreshes = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        RefreshLoop loop = new RefreshLoop(
                new RefreshSchedule(HOUR, Duration.ZERO, () -> 0),
                () -> {
                    refreshes.incrementAndGet();
                    first.countDown();
                    second.countDown();
                    return true;
                },
                () -> RefreshLoop.NEVER);
        loop.start();
        assertTrue(first.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 1000; i++) {
            loop.mismatch();
        }
        assertTrue(second.await(30, TimeUnit.SECONDS));
        loop.mismatch();
        loop.close();
        assertEquals(2, refreshes.get());
    }

    private static Duration drawing(double lot, ToLongFunction<RefreshSchedule> wait) {
        return Duration.ofNanos(wait.applyAsLong(new RefreshSchedule(HOUR, Duration.ofSeconds(10), () -> lot)));
    }
}
