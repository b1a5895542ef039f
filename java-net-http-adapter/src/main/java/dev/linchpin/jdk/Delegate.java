package dev.linchpin.jdk;

import java.net.http.HttpClient;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client of one generation, which is shut down when its generation is over and nobody is about to hand it a request any more. What it
 * has begun it ends by itself. Safe for use by several threads.
 */
final class Delegate {
    private static final int RETIRED = Integer.MIN_VALUE;

    private final long generation;
    private final HttpClient client;

    /** How many threads hand it a request just now; negative as soon as it is retired. */
    private final AtomicInteger visitors = new AtomicInteger();

    Delegate(long generation, HttpClient client) {
        this.generation = generation;
        this.client = client;
    }

    long generation() {
        return generation;
    }

    HttpClient client() {
        return client;
    }

    /** Keeps it from being shut down until {@link #leave}; false if it is too late for that. */
    boolean enter() {
        if (visitors.getAndIncrement() >= 0) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        shutdownIf(visitors.decrementAndGet());
    }

    /** Once. */
    void retire() {
        shutdownIf(visitors.addAndGet(RETIRED));
    }

    private void shutdownIf(int left) {
        if (left == RETIRED) {
            Shutdown.initiate(client);
        }
    }
}
