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
 * Requests per second on a warm connection, pinned against plain, over loopback, and the bytes that the client allocates for each;
 * each turn is several in a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 8, time = 4)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class WarmRequests {
    private static final int IN_A_ROW = 25;

    @Param({"okhttp", "httpclient5-classic", "httpclient5-async", "jetty"})
    public String client = "";

    @Param({"http/1.1", "h2"})
    public String http = "";

    private Contest contest;

    @Setup
    public void setUp() throws Exception {
        contest = Contest.of(client, http, 1, EnumSet.allOf(Variant.class));
    }

    /** One round. */
    @Benchmark
    public void request(PairedRounds rounds, RequestRate rate) throws Exception {
        rate.add(IN_A_ROW * 1e9 / contest.playRound(IN_A_ROW, false, rounds));
    }

    @TearDown
    public void tearDown() throws Exception {
        contest.close();
    }
}
