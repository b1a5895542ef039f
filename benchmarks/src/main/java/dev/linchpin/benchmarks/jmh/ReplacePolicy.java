package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.pki.KeyType;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verdicts while another thread replaces the policy of 10,000 rules, so many times a second, by one of two that were made
 * beforehand. A replacement makes a TLS context as well.
 */
@BenchmarkMode({Mode.SampleTime, Mode.Throughput})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class ReplacePolicy {
    private static final int RULES = 10_000;

    @Param({"0", "1", "10", "100", "1000"})
    public int swapsPerSecond;

    private Linchpin linchpin;
    private List<X509Certificate> presented = List.of();
    private PinPolicy[] policies = {};
    private ScheduledExecutorService swapper;
    private Future<?> swaps = CompletableFuture.completedFuture(null);
    private long generationBefore;

    @Setup
    public void prepare() throws Exception {
        Chain chain = Chain.of(KeyType.P256);
        policies = new PinPolicy[] {policy(chain, 0), policy(chain, RULES)};
        linchpin = Linchpin.builder()
                .trustManager(chain.trustManager())
                .policy(policies[0])
                .build();
        presented = chain.arrive("SunJSSE");
    }

    private static PinPolicy policy(Chain chain, int from) {
        PinPolicy.Builder builder = PinPolicy.builder()
                .pin(Chain.HOST, chain.leaf().pin(), chain.root().pin());
        for (int i = from + 1; i < from + RULES; i++) {
            builder.pin(ManyRules.domain("host", i), ManyRules.pin(i), ManyRules.backup(i));
        }
        return builder.build();
    }

    @Setup(Level.Iteration)
    public void startSwapping() {
        generationBefore = linchpin.generation();
        swapper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "swapper");
            thread.setDaemon(true);
            return thread;
        });
        if (swapsPerSecond > 0) {
            long period = TimeUnit.SECONDS.toNanos(1) / swapsPerSecond;
            swaps = swapper.scheduleAtFixedRate(this::swap, period, period, TimeUnit.NANOSECONDS);
        }
    }

    private void swap() {
        linchpin.replacePolicy(policies[(int) (linchpin.generation() % policies.length)]);
    }

    @TearDown(Level.Iteration)
    public void stopSwapping() throws InterruptedException, ExecutionException {
        if (swaps.isDone()) {
            swaps.get(); // throws what ended the swaps early
        }
        swapper.shutdownNow();
        if (!swapper.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the swapping thread does not end");
        }
        if ((linchpin.generation() > generationBefore) != (swapsPerSecond > 0)) {
            throw new IllegalStateException("the policy was not replaced as often as it should");
        }
    }

    @Benchmark
    public PinVerdict verdict() {
        PinVerdict verdict = linchpin.verdict(Chain.HOST, presented);
        if (!verdict.accepted()) {
            throw new IllegalStateException("refused: " + verdict);
        }
        return verdict;
    }
}
