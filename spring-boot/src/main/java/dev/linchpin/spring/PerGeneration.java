package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is made anew for each generation of the policy, when it is first needed. As long as the policy stays, nobody waits here.
 * Safe for use by several threads.
 */
final class PerGeneration<T> implements Supplier<T> {
    private record Made<T>(long generation, T made) {}

    private final Linchpin linchpin;
    private final Supplier<T> making;
    private final Lock changing = new ReentrantLock();
    private volatile Made<T> current;

    /** Makes the first one at once, so that what cannot be made fails at start. */
    PerGeneration(Linchpin linchpin, Supplier<T> making) {
        this.linchpin = linchpin;
        this.making = making;
        this.current = make();
    }

    /** The number is read first: a policy that comes in between is noticed by the next call. */
    private Made<T> make() {
        return new Made<>(linchpin.generation(), making.get());
    }

    /** That of the generation in force. */
    @Override
    public T get() {
        Made<T> latest = current;
        return latest.generation() == linchpin.generation() ? latest.made() : renewed();
    }

    private T renewed() {
        changing.lock();
        try {
            if (current.generation() != linchpin.generation()) {
                current = make();
            }
            return current.made();
        } finally {
            changing.unlock();
        }
    }
}
