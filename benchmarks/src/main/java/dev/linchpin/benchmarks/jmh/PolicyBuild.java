package dev.linchpin.benchmarks.jmh;

import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A policy from its texts, two pins to a rule: how long it takes, and how much of the heap it keeps, its host names included.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 2)
@Measurement(iterations = 3)
@State(Scope.Benchmark)
public class PolicyBuild {
    @Param("1000000")
    public int rules;

    private String[] pins = {};
    private String[] backups = {};

    @Setup
    public void prepare() {
        pins = new String[rules];
        backups = new String[rules];
        for (int i = 0; i < rules; i++) {
            pins[i] = ManyRules.pin(i);
            backups[i] = ManyRules.backup(i);
        }
    }

    /** The heap in use, without garbage, before and after. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Heap {
        public long retainedBytesPerRule;

        private @Nullable PinPolicy policy;
        private long before;

        @Setup(Level.Invocation)
        public void empty() {
            policy = null;
            before = LiveHeap.bytes();
        }

        @TearDown(Level.Invocation)
        public void weigh(PolicyBuild build) {
            long after = LiveHeap.bytes();
            String last = ManyRules.domain("host", build.rules - 1);
            if (policy == null || policy.ruleFor(Hostname.parse(last)).isEmpty()) {
                throw new IllegalStateException("no rule for " + last);
            }
            retainedBytesPerRule = (after - before) / build.rules;
        }
    }

    @Benchmark
    public PinPolicy linchpin(Heap heap) {
        PinPolicy.Builder builder = PinPolicy.builder();
        for (int i = 0; i < rules; i++) {
            builder.pin(ManyRules.domain("host", i), pins[i], backups[i]);
        }
        PinPolicy policy = builder.build();
        heap.policy = policy;
        return policy;
    }
}
