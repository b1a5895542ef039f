package dev.linchpin.remote;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One fetch of a document, and how it ends when it takes too long. Safe for use by several threads. */
public final class BundleRequest {
    private final @Nullable String etag;
    private final int maxBytes;
    private final Duration deadline;
    private final List<Closeable> open = new ArrayList<>();
    private boolean cancelled;

    BundleRequest(@Nullable String etag, int maxBytes, Duration deadline) {
        this.etag = etag;
        this.maxBytes = maxBytes;
        this.deadline = deadline;
    }

    /** The entity tag of what was fetched and found good last (RFC 9110 §8.8.3); with it the source may answer that nothing has changed. */
    public Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    /** Of more bytes than this nothing will be read. */
    public int maxBytes() {
        return maxBytes;
    }

    /** How long the fetch may take from beginning to end. */
    public Duration deadline() {
        return deadline;
    }

    /** Has this closed when the deadline has passed, or at once if it has: a read that waits for a slow peer ends with its socket. */
    public synchronized void closeAtDeadline(Closeable resource) {
        open.add(resource);
        if (cancelled) {
            close();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        close();
    }

    private void close() {
        for (Closeable resource : open) {
            try {
                resource.close();
            } catch (IOException | RuntimeException e) {
                // It is closed, or as good as.
            }
        }
        open.clear();
    }
}
