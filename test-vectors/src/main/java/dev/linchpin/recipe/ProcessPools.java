package dev.linchpin.recipe;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Which program enforces a policy: one that is told, for all of them, or one for each, that has it built in. Thread-safe. */
abstract class ProcessPools implements AutoCloseable {
    /**
     * The processes of the program, which is built and started by whoever asks first; others wait.
     *
     * @throws IOException if it cannot be built
     * @throws RuntimeException if it cannot be started; either is the same for all who ask
     */
    abstract ProcessPool enforcing(PolicySpec policy) throws IOException;

    @Override
    public abstract void close();

    /** A program that is told a policy with each question. */
    static ProcessPools telling(ProcessPool only) {
        return new ProcessPools() {
            @Override
            ProcessPool enforcing(PolicySpec policy) {
                return only;
            }

            @Override
            public void close() {
                only.close();
            }
        };
    }

    static ProcessPools building(PolicyCommands commands) {
        return new Building(commands);
    }

    private static final class Building extends ProcessPools {
        private final PolicyCommands commands;
        private final Map<PolicySpec, FutureTask<ProcessPool>> pools = new ConcurrentHashMap<>();

        private Building(PolicyCommands commands) {
            this.commands = commands;
        }

        @Override
        ProcessPool enforcing(PolicySpec policy) throws IOException {
            FutureTask<ProcessPool> pool = pools.computeIfAbsent(
                    policy, one -> new FutureTask<>(() -> ProcessPool.start(commands.command(one))));
            pool.run(); // does nothing where another thread has begun
            return finished(pool);
        }

        private static ProcessPool finished(Future<ProcessPool> pool) throws IOException {
            try {
                return pool.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException notBuilt) {
                    throw notBuilt;
                } else if (e.getCause() instanceof RuntimeException notStarted) {
                    throw notStarted;
                }
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the program was built", e);
            }
        }

        @Override
        public void close() {
            for (FutureTask<ProcessPool> pool : pools.values()) {
                try {
                    finished(pool).close();
                } catch (IOException | RuntimeException neverStarted) {
                    // nothing runs
                }
            }
        }
    }
}
