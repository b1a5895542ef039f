package dev.linchpin.remote.report;

import java.time.Duration;
import java.util.Random;

/**
 * When the next report may be sent: so many in a time, and less and less often to a collector that fails. All times are those of
 * {@link System#nanoTime}. Not safe for use by several threads.
 */
final class Pace {
    private final double burst;
    private final double nanosEach;
    private final long firstPause;
    private final long longestPause;
    private final Random random;

    private double ready;
    private long counted;
    private long pause;
    private long resume;

    /**
     * A pace at which nothing has been sent yet.
     *
     * @param many how many may be sent at once, and in all of {@code per}
     * @param first how long to leave a collector alone that has failed once
     * @param longest how long at most
     */
    Pace(int many, Duration per, Duration first, Duration longest, long now, Random random) {
        this.burst = many;
        this.nanosEach = (double) per.toNanos() / many;
        this.firstPause = first.toNanos();
        this.longestPause = longest.toNanos();
        this.random = random;
        this.ready = many;
        this.counted = now;
        this.resume = now;
    }

    /** How many nanoseconds there are to wait; none if a report may be sent. */
    long delay(long now) {
        refill(now);
        long untilReady = ready >= 1 ? 0 : (long) Math.ceil((1 - ready) * nanosEach);
        return Math.max(untilReady, Math.max(0, resume - now));
    }

    void sent(long now) {
        refill(now);
        ready--;
    }

    void succeeded() {
        pause = 0;
    }

    /**
     * Doubles the pause, up to the longest, and takes between half and all of it, so that clients that have failed together do not come
     * back together.
     *
     * @param asked how long the collector asks to be left alone; no longer than the longest pause, whatever it asks
     */
    void failed(long now, Duration asked) {
        pause = pause == 0 ? firstPause : Math.min(longestPause, pause * 2);
        long wait = pause / 2 + (long) (random.nextDouble() * (pause / 2.0));
        hold(now, Math.max(wait, Math.min(longestPause, asked.toNanos())));
    }

    /** Sends nothing for the longest pause. */
    void hold(long now) {
        hold(now, longestPause);
    }

    private void hold(long now, long nanos) {
        if (now + nanos - resume > 0) {
            resume = now + nanos;
        }
    }

    private void refill(long now) {
        ready = Math.min(burst, ready + (now - counted) / nanosEach);
        counted = now;
    }
}
