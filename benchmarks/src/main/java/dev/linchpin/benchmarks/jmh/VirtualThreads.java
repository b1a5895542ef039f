package dev.linchpin.benchmarks.jmh;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/** Virtual threads, which this code cannot name, since it has to run on JDK 17 too. */
final class VirtualThreads {
    private final Method start;

    private VirtualThreads(Method start) {
        this.start = start;
    }

    /** Empty before JDK 21. */
    static Optional<VirtualThreads> ofThisJdk() {
        try {
            return Runtime.version().feature() < 21
                    ? Optional.empty()
                    : Optional.of(new VirtualThreads(Thread.class.getMethod("startVirtualThread", Runnable.class)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a JDK from 21 on has virtual threads", e);
        }
    }

    Thread start(Runnable task) {
        try {
            return (Thread) start.invoke(null, task);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a virtual thread did not start", e);
        }
    }
}
