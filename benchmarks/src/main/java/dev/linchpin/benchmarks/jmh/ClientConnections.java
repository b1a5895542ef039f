package dev.linchpin.benchmarks.jmh;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * New connections per second, pinned against plain, over loopback: the first request on a new connection, with a full TLS 1.3
 * handshake, EC certificates, from the call to the end of the answer. Client and server share the machine: the server's part of the
 * time waters down what pinning costs, and is told as {@code serverCpuShare}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 8, time = 4)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:CompileThresholdScaling=0.1"})
public class ClientConnections {
    @Param({"okhttp", "httpclient5-classic", "httpclient5-async", "jetty"})
    public String client = "";

    @Param({"http/1.1", "h2"})
    public String http = "";

    private Contest contest;

    @Setup
    public void setUp() throws Exception {
        contest = Contest.of(client, http, 1, EnumSet.complementOf(EnumSet.of(Variant.HOOKED)));
    }

    /** One round. */
    @Benchmark
    public void connect(PairedRounds rounds, ConnectionRate rate) throws Exception {
        rate.add(1e9 / contest.playRound(1, true, rounds));
    }

    @TearDown
    public void tearDown() throws Exception {
        contest.close();
    }
}
