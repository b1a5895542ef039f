package dev.linchpin.remote;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A daemon thread that refreshes when it is time, and looks in between whether something has expired. */
final class RefreshLoop {
    static final Duration NEVER = Duration.ofDays(1); // It looks again then.

    private final RefreshSchedule schedule;
    private final BooleanSupplier refresh;
    private final Supplier<Duration> untilExpiry;
    private @Nullable Thread thread;
    private boolean closed;
    private long next; // of System.nanoTime, and so to be compared by difference
    private int failures;
    private @Nullable Long lastMismatch;

    /**
     * A loop that has not begun.
     *
     * @param refresh whether it has succeeded
     * @param untilExpiry handles what has expired, and says when to come again
     */
    RefreshLoop(RefreshSchedule schedule, BooleanSupplier refresh, Supplier<Duration> untilExpiry) {
        this.schedule = schedule;
        this.refresh = refresh;
        this.untilExpiry = untilExpiry;
    }

    synchronized void start() {
        if (closed || thread != null) {
            throw new IllegalStateException("the updater is started again, expected a new one");
        }
        next = System.nanoTime() + schedule.first();
        thread = new Thread(this::run, "linchpin-bundles");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Brings the next refresh forward, if none was on account of a mismatch in the last interval. */
    synchronized void mismatch() {
        long now = System.nanoTime();
        if (lastMismatch == null || schedule.mayFollowMismatch(now - lastMismatch)) {
            lastMismatch = now;
            long soon = now + schedule.afterMismatch();
            if (soon - next < 0) {
                next = soon;
                notifyAll();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                Duration expiry = untilExpiry.get();
                if (awaitNext(expiry)) {
                    plan(refresh.getAsBoolean());
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Whether it is time to refresh, rather than to look at what expires. */
    private synchronized boolean awaitNext(Duration expiry) throws InterruptedException {
        long look = System.nanoTime() + Math.min(expiry.toNanos(), NEVER.toNanos());
        while (!closed) {
            long now = System.nanoTime();
            if (next - now <= 0) {
                next = now + NEVER.toNanos(); // A mismatch in the course of the refresh brings it forward again.
                return true;
            }
            if (look - now <= 0) {
                return false;
            }
            long millis = Math.min(next - now, look - now) / 1_000_000 + 1;
            wait(millis);
        }
        throw new InterruptedException();
    }

    private synchronized void plan(boolean success) throws InterruptedException {
        if (closed) {
            throw new InterruptedException();
        }
        failures = success ? 0 : failures + 1;
        long planned = System.nanoTime() + (success ? schedule.afterSuccess() : schedule.afterFailure(failures));
        if (planned - next < 0) {
            next = planned;
        }
    }
}
