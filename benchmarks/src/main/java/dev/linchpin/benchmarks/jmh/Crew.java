package dev.linchpin.benchmarks.jmh;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A number of threads that all do the same at the same time; a crew of one is whoever asks it. */
final class Crew implements AutoCloseable {
    private final int size;
    private final ExecutorService threads;

    private Crew(int size) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "crew");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Crew of(int size) {
        return new Crew(size);
    }

    int size() {
        return size;
    }

    /** Returns when all are done; throws what the first of them threw. */
    void each(Callable<?> work) throws Exception {
        if (size == 1) {
            work.call();
            return;
        }
        try {
            for (Future<?> done : threads.invokeAll(Collections.nCopies(size, work))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("one of " + size + " threads failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
