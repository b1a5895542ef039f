package dev.linchpin.cli.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

/** Works on many things at a time. However many there are, only a few are in memory; results come in order. */
final class Crew {
    /** So that one that takes long does not keep the others from working. */
    private static final int AHEAD = 8;

    private Crew() {}

    /**
     * Works until there is no more, or nobody wants the results any more.
     *
     * @param todo asked for the next thing only when there is room for it
     * @param threads how many things at a time
     * @param results takes them, in the thread of the caller, and says whether to go on
     */
    static <T, R> void work(Iterator<T> todo, int threads, Function<T, R> task, Predicate<R> results) {
        ExecutorService crew = Executors.newFixedThreadPool(threads, Crew::thread);
        try {
            Deque<Future<R>> under = new ArrayDeque<>();
            while (todo.hasNext() || !under.isEmpty()) {
                while (todo.hasNext() && under.size() < threads * AHEAD) {
                    T next = todo.next();
                    under.add(crew.submit(() -> task.apply(next)));
                }
                if (!results.test(under.remove().get())) {
                    return;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            crew.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "linchpin-check");
        thread.setDaemon(true);
        return thread;
    }
}
