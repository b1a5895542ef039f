package dev.linchpin.benchmarks.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** All threads of this process at one moment but the server's: those of the clients, whichever they have. */
final class ClientThreads {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long[] ids;

    private ClientThreads(long... ids) {
        this.ids = ids;
    }

    static ClientThreads besides(LoopbackServer server) {
        return new ClientThreads(Arrays.stream(THREADS.getAllThreadIds())
                .filter(id -> !server.runsIn(id))
                .toArray());
    }

    /** What they have allocated so far; nothing for those that have ended. */
    long allocatedBytes() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(ids))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
