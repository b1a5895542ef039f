package dev.linchpin.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches within a deadline, from any source. A fetch has a thread of its own; one that does not end with its sockets is left behind, and so
 * are few, since the next does not begin before.
 */
final class TimedFetch {
    private static final int MAX_LEFT_BEHIND = 2;

    private final BundleSource source;
    private final int maxBytes;
    private final Duration deadline;
    private final Semaphore threads = new Semaphore(1 + MAX_LEFT_BEHIND);

    TimedFetch(BundleSource source, int maxBytes, Duration deadline) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.deadline = deadline;
    }

    BundleResponse fetch(@Nullable String etag) throws IOException, InterruptedException {
        if (!threads.tryAcquire()) {
            throw new IOException(
                    "earlier fetches have not ended long after their deadline, expected the source to obey it");
        }
        BundleRequest request = new BundleRequest(etag, maxBytes, deadline);
        FutureTask<BundleResponse> task = new FutureTask<>(() -> source.fetch(request));
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        threads.release();
                    }
                },
                "linchpin-bundle-fetch");
        thread.setDaemon(true);
        thread.start();
        try {
            return checked(task.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IOException("the fetch takes longer than " + deadline.toMillis() + " ms, expected its end", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("the source fails: " + e.getCause(), e.getCause());
        } finally {
            request.cancel();
            task.cancel(true);
        }
    }

    private BundleResponse checked(BundleResponse response) throws IOException {
        int length = response.document().map(document -> document.length).orElse(0);
        if (length > maxBytes) {
            throw new IOException("the document has " + length + " bytes, expected at most " + maxBytes);
        }
        return response;
    }
}
