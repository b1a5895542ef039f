package dev.linchpin.benchmarks.jmh;

import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.CertificatePinner;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the text of a host to the pins that apply to it, if any. All names are of one length, as those of a fleet of hosts
 * are. Linchpin's time includes the canonical form of the host, which OkHttp takes for granted.
 *
 * <p>One host is asked for again and again, as clients do; {@code scattered} asks for any host of the policy in turn, where
 * the memory that a large policy takes up is out of the processor's caches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyLookup {
    private static final int SCATTERED = 1 << 16;

    /** Linchpin's rules. */
    @State(Scope.Benchmark)
    public static class Policy {
        @Param({"1", "10", "1000", "100000", "1000000"})
        public int rules;

        @Param({"exact", "wildcard"})
        public String pattern = "";

        @Param({"listed", "unlisted"})
        public String host = "";

        private PinPolicy policy;
        private String asked;
        private String[] scattered;
        private int next;

        @Setup
        public void prepare() {
            PinPolicy.Builder builder = PinPolicy.builder();
            for (int i = 0; i < rules; i++) {
                builder.pin(ManyRules.pattern(pattern, i), ManyRules.pin(i), ManyRules.backup(i));
            }
            policy = builder.build();
            asked = ManyRules.host(pattern, host, rules / 2);
            Random random = new Random(20261121);
            scattered = random.ints(SCATTERED, 0, rules)
                    .mapToObj(i -> ManyRules.host(pattern, host, i))
                    .toArray(String[]::new);
            if (find(asked).isPresent() != host.equals("listed")) {
                throw new IllegalStateException("wrong answer for " + asked);
            }
        }

        private Optional<PinRule> find(String name) {
            return policy.ruleFor(Hostname.parse(name));
        }
    }

    /** OkHttp's; it goes through all of them for each host, which leaves no time for a million. */
    @State(Scope.Benchmark)
    public static class Pinner {
        @Param({"1", "10", "1000", "100000"})
        public int rules;

        @Param({"exact", "wildcard"})
        public String pattern = "";

        @Param({"listed", "unlisted"})
        public String host = "";

        private CertificatePinner pinner = CertificatePinner.DEFAULT;
        private String asked;

        @Setup
        public void prepare() {
            CertificatePinner.Builder builder = new CertificatePinner.Builder();
            for (int i = 0; i < rules; i++) {
                builder.add(ManyRules.pattern(pattern, i), ManyRules.pin(i), ManyRules.backup(i));
            }
            pinner = builder.build();
            asked = ManyRules.host(pattern, host, rules / 2);
            if (pinner.findMatchingPins(asked).size() != (host.equals("listed") ? 2 : 0)) {
                throw new IllegalStateException("wrong answer for " + asked);
            }
        }
    }

    @Benchmark
    public Optional<PinRule> linchpin(Policy policy) {
        return policy.find(policy.asked);
    }

    @Benchmark
    public Optional<PinRule> scattered(Policy policy) {
        policy.next = (policy.next + 1) & (SCATTERED - 1);
        return policy.find(policy.scattered[policy.next]);
    }

    @Benchmark
    public List<CertificatePinner.Pin> okHttp(Pinner pinner) {
        return pinner.pinner.findMatchingPins(pinner.asked);
    }
}
