package dev.linchpin;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hands reports to a reporter one after the other, on a thread of its own, so that no handshake waits for it or fails with it.
 * The thread ends when there has been nothing to report for a while. When more wait than may, new reports are dropped.
 */
final class ReportQueue implements PinReporter {
    /** As many as {@link ReportDesk} tells apart: that a reporter lags behind costs no more memory than that it works. */
    static final int WAITING = 256;

    private static final int IDLE_SECONDS = 10;

    private final PinReporter reporter;
    private final ThreadPoolExecutor thread;

    ReportQueue(PinReporter reporter) {
        this.reporter = reporter;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                ReportQueue::thread,
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void report(PinReport report) {
        thread.execute(() -> deliver(report));
    }

    private void deliver(PinReport report) {
        try {
            reporter.report(report);
        } catch (Throwable dropped) {
            // As PinReporter says. Errors too: what no thread catches ends an Android app.
        }
    }

    /** A daemon: a reporter that blocks does not keep the JVM from ending. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "linchpin-reports");
        thread.setDaemon(true);
        return thread;
    }
}
