package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.PinPolicy;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;
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
 * How long {@code replacePolicy} takes, beside the TLS context that it has to make so that no session outlives its policy. Two
 * policies, which were built beforehand, take turns. No request waits for any of it: {@link ReplacePolicy} measures them meanwhile.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class PolicySwap {
    @Param("1000000")
    public int rules;

    private PinPolicy[] policies = {};
    private X509ExtendedTrustManager pkix;
    private Linchpin linchpin;
    private SSLContext last;

    @Setup
    public void prepare() throws Exception {
        Site site = Site.of("ec");
        pkix = site.pkix();
        policies = new PinPolicy[] {policy(site, rules), policy(site, 2 * rules)};
        linchpin = Linchpin.builder().policy(policies[0]).trustManager(pkix).build();
        last = Site.client(pkix);
    }

    /** So many rules, the last of which has this number. */
    private PinPolicy policy(Site site, int last) {
        PinPolicy.Builder policy =
                PinPolicy.builder().pin(Site.HOST, site.leaf().pin(), ManyRules.backup(0));
        for (int i = last - rules + 1; i < last; i++) {
            policy.pin(ManyRules.domain("host", i), ManyRules.pin(i), ManyRules.backup(i));
        }
        return policy.build();
    }

    /** What both took: medians over an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Costs {
        private final Sample replacement = new Sample();
        private final Sample context = new Sample();
        private final Sample beyond = new Sample();

        @Setup(Level.Iteration)
        public void clear() {
            replacement.clear();
            context.clear();
            beyond.clear();
        }

        void add(long replacementNanos, long contextNanos) {
            replacement.add((double) replacementNanos);
            context.add((double) contextNanos);
            beyond.add((double) (replacementNanos - contextNanos));
        }

        public double replaceNanos() {
            return replacement.median();
        }

        public double contextNanos() {
            return context.median();
        }

        /** What replacing takes beyond making the context. */
        public double nanosBeyondContext() {
            return beyond.median();
        }
    }

    /** One replacement, and one context, in turns the first and the second. */
    @Benchmark
    public void replace(Costs costs) {
        PinPolicy next = policies[(int) (linchpin.generation() % policies.length)];
        boolean contextFirst = linchpin.generation() / policies.length % 2 == 0;
        long context = contextFirst ? makeContext() : 0;
        long start = System.nanoTime();
        linchpin.replacePolicy(next);
        long replacement = System.nanoTime() - start;
        costs.add(replacement, contextFirst ? context : makeContext());
        if (linchpin.policy() != next) {
            throw new AssertionError("the policy was not replaced");
        }
    }

    /** As a client without pins would, with the settings of the one before. Returns the nanoseconds. */
    private long makeContext() {
        long start = System.nanoTime();
        SSLContext made = Site.client(pkix);
        made.getClientSessionContext()
                .setSessionCacheSize(last.getClientSessionContext().getSessionCacheSize());
        made.getClientSessionContext()
                .setSessionTimeout(last.getClientSessionContext().getSessionTimeout());
        if (made.getSocketFactory() == null) {
            throw new AssertionError("a context without sockets");
        }
        long nanos = System.nanoTime() - start;
        last = made;
        return nanos;
    }
}
