package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.pki.VerificationCounter;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * How many signatures a verdict verifies, counted and not timed, on a chain of two links that is asked about by itself: in a
 * handshake PKIX has verified them just before, and the JDK remembers that.
 *
 * <p>Conscrypt's certificates are left out: they verify in native code, where nobody counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class AddedSignatures {
    private static final String HOST = "api.linchpin.test";

    @Param({"leaf", "intermediate", "root"})
    public String pinned = "";

    /** Whether Linchpin has seen the chain before. */
    @Param({"known", "fresh"})
    public String certificates = "";

    private final TestCertificate root = TestCertificate.root("Linchpin Test Root");
    private final TestCertificate intermediate = root.intermediate("Linchpin Test Issuing CA");
    private final TestCertificate leaf = intermediate.leaf(HOST);
    private final VerificationCounter counter = VerificationCounter.open();
    private Linchpin linchpin = linchpin();
    private List<X509Certificate> presented = List.of();

    /** What was counted. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Counted {
        private static final double LINKS = 2;

        public long verifications;

        public double verificationsPerLink() {
            return verifications / LINKS;
        }
    }

    private Linchpin linchpin() {
        String pin = switch (pinned) {
            case "leaf" -> leaf.pin();
            case "intermediate" -> intermediate.pin();
            case "root" -> root.pin();
            default -> TestKey.generate().pin();
        };
        return Linchpin.builder()
                .policy(PinPolicy.builder()
                        .pin(HOST, pin, TestKey.generate().pin())
                        .build())
                .trustedCertificates(List.of(root.certificate()))
                .build();
    }

    @Setup
    public void setUp() throws GeneralSecurityException {
        linchpin = linchpin();
        requireThatVerificationsAreCounted();
        presented = fresh();
        if (certificates.equals("known")) {
            requireMatch(linchpin.verdict(HOST, presented));
        }
    }

    private void requireThatVerificationsAreCounted() throws GeneralSecurityException {
        counter.take();
        for (X509Certificate certificate : fresh().subList(0, 1)) {
            certificate.verify(intermediate.certificate().getPublicKey());
        }
        int counted = counter.take();
        if (counted != 1) {
            throw new AssertionError("one verification was counted as " + counted);
        }
    }

    /** Objects that remember nothing: the factory keeps what it has parsed, and forgets it when it is asked to parse nothing. */
    private List<X509Certificate> fresh() throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try {
            factory.generateCertificate(null);
            throw new AssertionError("the JDK's certificate factory has parsed null");
        } catch (CertificateException forgotten) {
            List<X509Certificate> parsed = new ArrayList<>();
            for (TestCertificate certificate : List.of(leaf, intermediate)) {
                parsed.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.der())));
            }
            return parsed;
        }
    }

    @Benchmark
    public PinVerdict linchpin(Counted counted) {
        counter.take();
        PinVerdict verdict = linchpin.verdict(HOST, presented);
        counted.verifications += counter.take();
        requireMatch(verdict);
        return verdict;
    }

    private static void requireMatch(PinVerdict verdict) {
        if (!(verdict instanceof PinVerdict.Matched)) {
            throw new AssertionError("a pinned chain got the verdict " + verdict);
        }
    }

    @TearDown
    public void tearDown() {
        counter.close();
    }
}
