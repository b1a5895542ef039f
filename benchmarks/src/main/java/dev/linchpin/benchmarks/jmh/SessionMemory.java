package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much of the heap the core keeps for each open connection: that of sessions which were made and checked under pins, less that
 * of as many without. The handshakes are real ones, in memory, since so many sockets are more than many systems allow; what an
 * adapter keeps beside them is not in it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class SessionMemory {
    private static final int REHEARSAL = 100;

    @Param("10000")
    public int connections;

    private final MemoryHandshake handshake = new MemoryHandshake();
    private Linchpin linchpin;
    private SSLContext server;
    private SSLContext plain;

    @Setup
    public void setUp() throws GeneralSecurityException, IOException {
        Site site = Site.of("ec");
        server = site.servers().get();
        plain = Site.client(site.pkix());
        linchpin = site.linchpin(site.pkix());
        weigh(REHEARSAL, plain, null);
        weigh(REHEARSAL, linchpin.adapterTls().context(), linchpin);
    }

    /** What was weighed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Retained {
        private double plain = Double.NaN;
        private double pinned = Double.NaN;

        @Setup(Level.Iteration)
        public void clear() {
            plain = Double.NaN;
            pinned = Double.NaN;
        }

        public double bytesOfPlain() {
            return plain;
        }

        public double linchpinRetainedBytes() {
            return pinned - plain;
        }
    }

    @Benchmark
    public void sessions(Retained retained) throws SSLException {
        retained.plain = weigh(connections, plain, null);
        retained.pinned = weigh(connections, linchpin.adapterTls().context(), linchpin);
    }

    /** Bytes for each connection. */
    private double weigh(int number, SSLContext client, @Nullable Linchpin checking) throws SSLException {
        List<SSLSession> open = new ArrayList<>(number);
        long before = LiveHeap.bytes();
        for (int i = 0; i < number; i++) {
            SSLSession session = handshake.session(client, server);
            if (checking != null) {
                checking.check(Site.HOST, session);
            }
            open.add(session);
        }
        long after = LiveHeap.bytes();
        if (open.stream().filter(SSLSession::isValid).count() != number) {
            throw new AssertionError("a session has become invalid");
        }
        return (double) (after - before) / number;
    }
}
