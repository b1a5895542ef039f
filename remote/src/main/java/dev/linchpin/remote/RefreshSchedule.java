package dev.linchpin.remote;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When to ask again, so that a million clients do not ask at once: every wait is drawn by lot. Times are nanoseconds of any clock that only
 * runs forward.
 */
final class RefreshSchedule {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 20;

    private final long interval;
    private final long mismatchSpread;
    private final DoubleSupplier lot;

    /**
     * A schedule.
     *
     * @param interval between refreshes that succeed, more or less a fifth
     * @param mismatchSpread within which a mismatch is followed by a refresh
     * @param lot from 0 to 1
     */
    RefreshSchedule(Duration interval, Duration mismatchSpread, DoubleSupplier lot) {
        this.interval = interval.toNanos();
        this.mismatchSpread = mismatchSpread.toNanos();
        this.lot = lot;
    }

    /** After the start: soon, since a bundle may have been waiting, and not for a whole fleet at once. */
    long first() {
        return between(0, Math.min(FIRST.toNanos(), interval));
    }

    long afterSuccess() {
        return between(interval * 4 / 5, interval * 6 / 5);
    }

    /** A minute after the first failure in a row, doubled with each, up to the interval; half as long to half as long again. */
    long afterFailure(int inARow) {
        long wait = Math.min(FIRST.toNanos(), interval) << Math.min(inARow - 1, MAX_DOUBLINGS);
        long capped = Math.min(wait, interval);
        return between(capped / 2, capped * 3 / 2);
    }

    /** At once, or nearly: what a whole fleet notices in the same second is spread over a few. */
    long afterMismatch() {
        return between(0, mismatchSpread);
    }

    /** Whether a mismatch may bring the next refresh forward: once in an interval, since whoever causes mismatches could cause refreshes. */
    boolean mayFollowMismatch(long sinceLast) {
        return sinceLast >= interval;
    }

    private long between(long min, long max) {
        return min + (long) ((max - min) * lot.getAsDouble());
    }
}
