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
 * {@link WarmRequests} of several threads that share one client, each with a connection to itself, over HTTP/1.1. All threads are in
 * the same variant's turn at the same time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class ParallelRequests {
    private static final int IN_A_ROW = 25;

    @Param({"okhttp", "httpclient5-classic", "httpclient5-async", "jetty"})
    public String client = "";

    @Param({"1", "2", "4", "8", "16"})
    public int clientThreads;

    private Contest contest;

    @Setup
    public void setUp() throws Exception {
        contest = Contest.of(
                client, "http/1.1", clientThreads, EnumSet.of(Variant.PLAIN, Variant.CONTROL, Variant.LINCHPIN));
    }

    /** One round. */
    @Benchmark
    public void request(PairedRounds rounds, RequestRate rate) throws Exception {
        rate.add(IN_A_ROW * clientThreads * 1e9 / contest.playRound(IN_A_ROW, false, rounds));
    }

    @TearDown
    public void tearDown() throws Exception {
        contest.close();
    }
}
