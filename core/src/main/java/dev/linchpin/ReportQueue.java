package dev.linchpin;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands reports to a reporter one after the other, on a thread of its own, so that no handshake waits for it or fails with it.
 * The thread ends when there has been nothing to report for a while.
 *
 * <p>How many may wait is fixed for each {@link Room}: who can make one kind of verdict at will, as anybody who connects to
 * unlisted hosts can, takes no place from another. What finds no room is dropped and counted.
 */
final class ReportQueue {
    private static final int IDLE_SECONDS = 10;

    private final PinReporter reporter;
    private final ThreadPoolExecutor thread;
    private final Semaphore refused = new Semaphore(Room.REFUSED.places);
    private final Semaphore listed = new Semaphore(Room.LISTED.places);
    private final Semaphore unlisted = new Semaphore(Room.UNLISTED.places);
    private final AtomicLong dropped = new AtomicLong();

    ReportQueue(PinReporter reporter) {
        this.reporter = reporter;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ReportQueue::thread);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Takes a report if there is room for its kind, and never waits for one. */
    boolean offer(PinReport report) {
        Semaphore places = places(Room.of(report.verdict()));
        if (!places.tryAcquire()) {
            dropped.incrementAndGet();
            return false;
        }
        thread.execute(() -> {
            places.release();
            deliver(report);
        });
        return true;
    }

    private Semaphore places(Room room) {
        return switch (room) {
            case REFUSED -> refused;
            case LISTED -> listed;
            case UNLISTED -> unlisted;
        };
    }

    private void deliver(PinReport report) {
        try {
            reporter.report(new PinReport(
                    report.time(), report.generation(), report.verdict(), report.presented(), dropped.getAndSet(0)));
        } catch (Throwable ignored) {
            // As PinReporter says. Errors too: what no thread catches ends an Android app.
        }
    }

    /** A daemon: a reporter that blocks does not keep the JVM from ending. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "linchpin-reports");
        thread.setDaemon(true);
        return thread;
    }

    /** Kinds of verdicts, and how many of each may wait. A waiting report holds the chain that the peer presented. */
    enum Room {
        /** Refusals of listed hosts: what pins are there for. */
        REFUSED(128),
        /** Listed hosts that were accepted although no pin was satisfied. */
        LISTED(64),
        /** Hosts without a rule. */
        UNLISTED(64);

        final int places;

        Room(int places) {
            this.places = places;
        }

        static Room of(PinVerdict verdict) {
            if (verdict instanceof PinVerdict.Unlisted) {
                return UNLISTED;
            }
            return verdict.accepted() ? LISTED : REFUSED;
        }
    }
}
