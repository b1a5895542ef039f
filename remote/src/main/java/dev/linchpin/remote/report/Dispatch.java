package dev.linchpin.remote.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.linchpin.policy.Hostname;
import dev.linchpin.remote.report.HttpReportSender.State;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes reports on any thread, and sends them on its own, one after the other. Nobody holds the lock while the collector is spoken to.
 */
final class Dispatch {
    private static final int IDLE_SECONDS = 10;

    private final Object lock = new Object();
    private final Hostname collectorHost;
    private final Collector collector;
    private final Repetitions repetitions;
    private final Backlog backlog;
    private final Pace pace;
    private final ScheduledThreadPoolExecutor threads;
    private @Nullable Path unopened;
    private @Nullable Spool spool;
    private Optional<String> lastFailure = Optional.empty();
    private long delivered;
    private @Nullable Future<?> scheduled;
    private boolean sending;
    private boolean closed;

    /** @param spool a folder that is opened with the first report, or by {@link #start} */
    Dispatch(
            Hostname collectorHost,
            Collector collector,
            Repetitions repetitions,
            Backlog backlog,
            Pace pace,
            ScheduledThreadPoolExecutor threads,
            @Nullable Path spool) {
        this.collectorHost = collectorHost;
        this.collector = collector;
        this.repetitions = repetitions;
        this.backlog = backlog;
        this.pace = pace;
        this.threads = threads;
        this.unopened = spool;
    }

    /** One thread that sends and one that watches it; they end when there has been nothing to do for a while. */
    static ScheduledThreadPoolExecutor threads() {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, work -> {
            Thread thread = new Thread(work, "linchpin-report-sender");
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
        return threads;
    }

    /** Sends what is left in the spool of a process before this one, if there is one. */
    void start() {
        synchronized (lock) {
            if (unopened != null) {
                schedule(0);
            }
        }
    }

    void take(PinReport report) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            openSpool();
            if (isMismatchOfCollector(report.verdict())) {
                pace.hold(System.nanoTime());
            }
            if (repetitions.contain(report)) {
                backlog.drop(report.dropped());
                return;
            }
            try {
                if (backlog.add(report)) {
                    repetitions.add(report);
                }
            } catch (IOException e) {
                repetitions.add(report);
                fail("a report could not be spooled, and waits in memory: " + name(e));
            }
            schedule(0);
        }
    }

    State state() {
        synchronized (lock) {
            return new State(delivered, backlog.size() + (sending ? 1 : 0), backlog.dropped(), lastFailure);
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
            threads.shutdownNow();
            try {
                if (spool != null) {
                    spool.close();
                }
            } catch (IOException e) {
                fail("the spool could not be closed: " + name(e));
            }
        }
    }

    private boolean isMismatchOfCollector(PinVerdict verdict) {
        boolean isMismatch = verdict instanceof PinVerdict.Mismatch || verdict instanceof PinVerdict.ReportedMismatch;
        return isMismatch && verdict.host().equals(collectorHost);
    }

    /** By who needs it first, and not by who builds the sender, which may be the main thread of an app. */
    private void openSpool() {
        Path folder = unopened;
        if (folder == null) {
            return;
        }
        unopened = null;
        try {
            spool = Spool.open(folder);
            backlog.keepIn(spool);
        } catch (IOException e) {
            fail("there is no spool, reports wait in memory only: " + name(e));
        }
    }

    private void schedule(long nanos) {
        if (scheduled != null || sending || closed) {
            return;
        }
        try {
            scheduled = threads.schedule(this::sendNext, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            fail("there is no thread: " + name(e)); // The next report tries again.
        }
    }

    private void sendNext() {
        WaitingReport report = takeNext();
        if (report != null) {
            settle(report, collector.post(report.json().getBytes(US_ASCII)));
        }
    }

    private @Nullable WaitingReport takeNext() {
        synchronized (lock) {
            scheduled = null;
            if (closed) {
                return null;
            }
            openSpool();
            long now = System.nanoTime();
            if (backlog.size() > 0 && pace.delay(now) > 0) {
                schedule(pace.delay(now));
                return null;
            }
            WaitingReport next = backlog.take();
            if (next != null) {
                sending = true;
                pace.sent(now);
            }
            return next;
        }
    }

    private void settle(WaitingReport report, Collector.Answer answer) {
        synchronized (lock) {
            sending = false;
            switch (answer.outcome()) {
                case DELIVERED -> {
                    backlog.settle(report);
                    pace.succeeded();
                    delivered++;
                }
                case REFUSED -> {
                    backlog.refuse(report);
                    fail("the collector refuses a report: " + answer.failure());
                }
                case FAILED -> {
                    backlog.giveBack(report);
                    pace.failed(System.nanoTime(), answer.pause());
                    fail("the collector cannot be reached: " + answer.failure());
                }
            }
            schedule(0);
        }
    }

    private void fail(String why) {
        lastFailure = Optional.of(why);
    }

    /** What a message says may hold paths, or what a peer has sent. */
    private static String name(Throwable e) {
        return e.getClass().getSimpleName();
    }
}
