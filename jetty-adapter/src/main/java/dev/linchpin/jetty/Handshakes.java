package dev.linchpin.jetty;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Future;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * Fails the request that waits for a handshake with the very reason for which the handshake failed.
 *
 * <p>On HTTP/1.1 one thread writes the request, which drives the handshake, while another one reads. When the handshake fails in
 * one of them, the other finds a connection that is closed, and may be the first to fail the request: with an EOFException that
 * knows nothing of a verdict. Jetty tells its listeners of the end of a handshake while it holds the lock under which all
 * threads use the engine; whatever happens here comes before anything that another thread can see. Thread-safe.
 */
final class Handshakes {
    private final Map<SSLEngine, Outcome> outcomes = new WeakHashMap<>();

    /** The request is not held on to: it leads to the engine, which is the key. */
    private static final class Outcome {
        private WeakReference<Request> waiting = new WeakReference<>(null);
        private @Nullable Throwable failure;
    }

    /** Notes who waits for the handshake of this engine. If it has failed already, so does the request. */
    void await(SSLEngine engine, Request request) {
        Throwable failure;
        synchronized (outcomes) {
            Outcome outcome = of(engine);
            outcome.waiting = new WeakReference<>(request);
            failure = outcome.failure;
        }
        abort(request, failure);
    }

    /** Notes why the handshake failed, and fails the request that waits for it. Only the first reason counts. */
    void fail(SSLEngine engine, Throwable failure) {
        Request waiting;
        synchronized (outcomes) {
            Outcome outcome = of(engine);
            if (outcome.failure != null) {
                return;
            }
            outcome.failure = failure;
            waiting = outcome.waiting.get();
        }
        abort(waiting, failure);
    }

    /** Why the handshake of this engine failed, if it did. */
    @Nullable
    Throwable failureOf(SSLEngine engine) {
        synchronized (outcomes) {
            Outcome outcome = outcomes.get(engine);
            return outcome == null ? null : outcome.failure;
        }
    }

    private Outcome of(SSLEngine engine) {
        return outcomes.computeIfAbsent(engine, key -> new Outcome());
    }

    private static void abort(@Nullable Request request, @Nullable Throwable failure) {
        if (request != null && failure != null) {
            Future<?> unused = request.abort(failure);
        }
    }
}
