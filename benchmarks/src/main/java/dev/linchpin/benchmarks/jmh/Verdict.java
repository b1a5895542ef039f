package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a policy says of a peer that PKIX has accepted, after the handshake: ours, and OkHttp's pinner as its client has it,
 * with the cleaner that makes it sound. Both have the same two pins.
 *
 * <p>Known certificates are the same objects each time, as in all requests of a connection, and as SunJSSE has them in all
 * connections to one server. Fresh ones are new objects, which the platform's PKIX has just accepted; making them is not
 * timed, but is in the bytes allocated. The JDK's certificates remember who verified them and Conscrypt's do not.
 *
 * <p>A mismatch is a value in Linchpin, and an exception in OkHttp.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class Verdict {
    private static final int PEERS = 32;

    @Param({"leaf", "intermediate", "root", "nothing"})
    public String pinned = "";

    @Param({"known", "fresh"})
    public String certificates = "";

    @Param({"SunJSSE", "Conscrypt"})
    public String provider = "";

    @Param({"ec", "rsa"})
    public String key = "";

    private Chain chain;
    private X509ExtendedTrustManager pkix;
    private Linchpin linchpin;
    private CertificatePinner okHttp;

    @Setup
    public void prepare() throws Exception {
        chain = Chain.of(key.equals("ec") ? KeyType.P256 : KeyType.RSA_2048);
        pkix = chain.trustManager();
        String pin = pinned.equals("nothing")
                ? TestKey.generate().pin()
                : pinnedCertificate().pin();
        String backup = TestKey.generate().pin();
        linchpin = Linchpin.builder()
                .trustManager(pkix)
                .policy(PinPolicy.builder().pin(Chain.HOST, pin, backup).build())
                .build();
        okHttp = withCleaner(
                new CertificatePinner.Builder().add(Chain.HOST, pin, backup).build());
        requireAnswers(accepted());
    }

    private TestCertificate pinnedCertificate() {
        return switch (pinned) {
            case "leaf" -> chain.leaf();
            case "intermediate" -> chain.intermediate();
            case "root" -> chain.root();
            default -> throw new IllegalArgumentException("pinned " + pinned + ", expected a certificate or nothing");
        };
    }

    private CertificatePinner withCleaner(CertificatePinner pinner) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {pkix}, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(context.getSocketFactory(), pkix)
                .certificatePinner(pinner)
                .build()
                .certificatePinner();
    }

    /** A peer's certificates as both pinners get to see them: new to them, and accepted by PKIX. */
    private List<X509Certificate> accepted() throws Exception {
        List<X509Certificate> presented = chain.arrive(provider);
        pkix.checkServerTrusted(presented.toArray(new X509Certificate[0]), "UNKNOWN");
        return presented;
    }

    private void requireAnswers(List<X509Certificate> presented) {
        boolean expected = !pinned.equals("nothing");
        if (linchpin.verdict(Chain.HOST, presented).accepted() != expected || accepts(okHttp, presented) != expected) {
            throw new IllegalStateException("wrong answer for " + pinned);
        }
    }

    private static boolean accepts(CertificatePinner pinner, List<X509Certificate> presented) {
        try {
            pinner.check(Chain.HOST, presented);
            return true;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    /** The peers of one invocation. */
    @State(Scope.Thread)
    public static class Peers {
        private List<List<X509Certificate>> presented = List.of();

        @Setup(Level.Invocation)
        public void arrive(Verdict verdict) throws Exception {
            if (verdict.certificates.equals("fresh")) {
                List<List<X509Certificate>> fresh = new ArrayList<>();
                for (int i = 0; i < PEERS; i++) {
                    fresh.add(verdict.accepted());
                }
                presented = fresh;
            } else if (presented.isEmpty()) {
                presented = Collections.nCopies(PEERS, verdict.accepted());
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(PEERS)
    public void linchpin(Peers peers, Blackhole blackhole) {
        for (List<X509Certificate> presented : peers.presented) {
            PinVerdict verdict = linchpin.verdict(Chain.HOST, presented);
            blackhole.consume(verdict.accepted());
        }
    }

    @Benchmark
    @OperationsPerInvocation(PEERS)
    public void okHttp(Peers peers, Blackhole blackhole) {
        for (List<X509Certificate> presented : peers.presented) {
            blackhole.consume(accepts(okHttp, presented));
        }
    }
}
