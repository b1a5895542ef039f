package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.PinPolicy;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
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
 * What several threads get out of one policy of 100,000 rules: verdicts, and checks of sessions that were checked before, as each
 * request makes one. All threads together are counted, so that twice as many processors should give twice as much.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class Scaling {
    @Param("100000")
    public int rules;

    private Site site;
    private Linchpin linchpin;
    private List<X509Certificate> presented = List.of();
    private SSLSession shared;

    @Setup
    public void prepare() throws Exception {
        site = Site.of("ec");
        linchpin = Linchpin.builder().policy(policy()).trustManager(site.pkix()).build();
        presented = site.presented();
        shared = session();
        if (!linchpin.verdict(Site.HOST, presented).accepted()) {
            throw new IllegalStateException("the server was refused");
        }
    }

    private PinPolicy policy() {
        PinPolicy.Builder policy =
                PinPolicy.builder().pin(Site.HOST, site.leaf().pin(), ManyRules.backup(0));
        for (int i = 1; i < rules; i++) {
            policy.pin(ManyRules.domain("host", i), ManyRules.pin(i), ManyRules.backup(i));
        }
        return policy.build();
    }

    private SSLSession session() throws Exception {
        return new MemoryHandshake()
                .session(linchpin.adapterTls().context(), site.servers().get());
    }

    /** The connection of one thread. */
    @State(Scope.Thread)
    public static class Connection {
        private SSLSession session;

        @Setup
        public void open(Scaling scaling) throws Exception {
            session = scaling.session();
        }
    }

    @Benchmark
    public boolean verdict() {
        return linchpin.verdict(Site.HOST, presented).accepted();
    }

    /** Of a connection that no other thread has, as with HTTP/1.1. */
    @Benchmark
    public void check(Connection connection) throws SSLException {
        linchpin.check(Site.HOST, connection.session);
    }

    /** Of one connection that all threads share, as with HTTP/2. */
    @Benchmark
    public void checkOfOne() throws SSLException {
        linchpin.check(Site.HOST, shared);
    }
}
