package dev.linchpin.gauntlet.play;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of a client, each on a thread of its own, which is left behind if the client hangs. */
record Calls(Duration patience) {
    /** Waits for the call; {@link TimeoutException} if it takes too long. */
    <T> T wait(Callable<T> call) throws Exception {
        return wait(begin(call));
    }

    /** Begins a call and does not wait for it. */
    <T> FutureTask<T> begin(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "gauntlet-client");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    <T> T wait(FutureTask<T> call) throws Exception {
        try {
            return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            call.cancel(true);
        }
    }
}
