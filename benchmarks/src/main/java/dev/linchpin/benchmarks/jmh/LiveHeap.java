package dev.linchpin.benchmarks.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the heap holds when the garbage is gone. */
final class LiveHeap {
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private LiveHeap() {}

    static long bytes() {
        System.gc();
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
