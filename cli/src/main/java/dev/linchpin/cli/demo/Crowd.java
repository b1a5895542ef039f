package dev.linchpin.cli.demo;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.HttpsURLConnection;

/** Clients that send one request after the other until they are stopped. */
final class Crowd implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final List<Thread> clients = new ArrayList<>();
    private final Semaphore done = new Semaphore(0);
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean stopped;

    private Crowd() {}

    static Crowd of(int size, Callable<Integer> request) {
        Crowd crowd = new Crowd();
        for (int i = 0; i < size; i++) {
            Thread client = new Thread(() -> crowd.run(request), "demo-client-" + i);
            client.setDaemon(true);
            crowd.clients.add(client);
            client.start();
        }
        return crowd;
    }

    /** One request, on a connection of its own. */
    static int get(URI address, Linchpin linchpin) throws IOException {
        HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
        connection.setSSLSocketFactory(linchpin.socketFactory());
        connection.setRequestProperty("Connection", "close");
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private void run(Callable<Integer> request) {
        while (!stopped) {
            try {
                failures.addAndGet(request.call() == 200 ? 0 : 1);
            } catch (Exception e) {
                failures.incrementAndGet();
            }
            requests.incrementAndGet();
            done.release();
        }
    }

    /** Returns when so many requests more have ended, or it takes too long. */
    void awaitMore(int count) throws InterruptedException {
        done.drainPermits();
        done.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    long requests() {
        return requests.get();
    }

    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
