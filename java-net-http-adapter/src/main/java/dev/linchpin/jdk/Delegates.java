package dev.linchpin.jdk;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One client for each generation of the policy, made when a request first needs it. As long as the policy stays, nothing here waits for
 * anybody. Safe for use by several threads.
 */
final class Delegates {
    private final Linchpin linchpin;
    private final HttpClient.Builder builder;
    private final Optional<CookieHandler> cookies;
    private final Lock changing = new ReentrantLock();

    /** Retired, and perhaps still busy. */
    private final List<HttpClient> ending = new ArrayList<>();

    private volatile Delegate current;
    private volatile boolean closed;

    Delegates(Linchpin linchpin, HttpClient.Builder builder, Optional<CookieHandler> cookies) {
        this.linchpin = linchpin;
        this.builder = builder;
        this.cookies = cookies;
        this.current = next();
    }

    private Delegate next() {
        long generation = linchpin.generation();
        EachHop hops = new EachHop(linchpin, generation, cookies);
        return new Delegate(
                generation,
                builder.sslContext(linchpin.sslContext()).cookieHandler(hops).build());
    }

    /** That of the generation in force. */
    Delegate current() {
        Delegate delegate = current;
        return delegate.generation() == linchpin.generation() || closed ? delegate : renewed();
    }

    private Delegate renewed() {
        changing.lock();
        try {
            Delegate before = current;
            if (before.generation() != linchpin.generation() && !closed) {
                current = next();
                retire(before);
            }
            return current;
        } finally {
            changing.unlock();
        }
    }

    private void retire(Delegate delegate) {
        delegate.retire();
        ending.add(delegate.client());
        ending.removeIf(Shutdown::isOver);
    }

    /**
     * The current one, which the caller has to leave again.
     *
     * @throws IOException after {@link #shutdown}
     */
    Delegate enter() throws IOException {
        while (!closed) {
            Delegate delegate = current();
            if (delegate.enter()) {
                return delegate;
            }
        }
        throw new IOException("the client is closed, expected no request after shutdown");
    }

    void shutdown() {
        changing.lock();
        try {
            if (!closed) {
                closed = true;
                retire(current);
            }
        } finally {
            changing.unlock();
        }
    }

    void shutdownNow() {
        shutdown();
        for (HttpClient client : ending()) {
            Shutdown.now(client);
        }
    }

    boolean isTerminated() {
        return closed && ending().stream().allMatch(Shutdown::isOver);
    }

    boolean awaitTermination(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<HttpClient> clients = new ArrayList<>(ending());
        clients.add(current.client());
        for (HttpClient client : clients) {
            if (!Shutdown.await(client, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return closed;
    }

    private List<HttpClient> ending() {
        changing.lock();
        try {
            return List.copyOf(ending);
        } finally {
            changing.unlock();
        }
    }
}
