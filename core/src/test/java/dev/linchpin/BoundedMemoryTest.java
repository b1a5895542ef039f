package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A peer that never presents the same chain twice:
 *
 * <pre>
 *   leaf 1 ← intermediate      leaf 2 ← intermediate      …      leaf 100,000 ← intermediate             ROOT
 * </pre>
 *
 * It costs the peer nothing: it writes another serial number into its certificate each time. No path leads to the root, which
 * spares this test the signatures; what is remembered of a chain is the same.
 */
class BoundedMemoryTest {
    private static final int CHAINS = 100_000;
    /** What the caches under test may hold. */
    private static final int SLOTS = 256;
    /** How many certificates the JDK's own factory remembers, by soft references ({@code sun.security.provider.X509Factory}). */
    private static final int REMEMBERED_BY_THE_JDK = 750;

    private static final int WIDE_MARGIN = 24 << 20;
    private static final String HOST = "api.linchpin.test";
    private static final byte[] SERIAL = HexFormat.of().parseHex("4c696e636870696e");

    private final TestCertificate root = TestCertificate.root("Linchpin Root");
    private final TestCertificate intermediate =
            TestCertificate.root("Elsewhere").intermediate("Issuing");
    private final byte[] template = CertificateDraft.leaf(HOST)
            .serial(new BigInteger(SERIAL))
            .signedBy(intermediate)
            .der();
    private final int serialAt =
            HexFormat.of().formatHex(template).indexOf(HexFormat.of().formatHex(SERIAL)) / 2;
    private final List<WeakReference<X509Certificate>> leaves = new ArrayList<>(CHAINS);

    @Test
    void path_search_remembers_no_more_chains_than_it_has_slots() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(root)
                .policy(TestPolicies.pin(HOST, root.pin()))
                .build();
        long growth =
                growthOver(CHAINS, chain -> assertInstanceOf(PinVerdict.Mismatch.class, linchpin.verdict(HOST, chain)));
        assertForgotten(SLOTS);
        assertTrue(growth < WIDE_MARGIN, growth + " bytes more than before");
        assertInstanceOf(PinVerdict.class, linchpin.verdict(HOST, List.of()), "in use to the end");
    }

    /** The reporter has been stuck since the first report, the worst there is for what waits behind it. */
    @Test
    void reports_remember_no_more_chains_than_may_wait() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        PinReporter reporter = report -> await(stuck);
        ReportDesk desk = new ReportDesk(new ReportQueue(reporter)::offer, Clock.systemUTC());
        PinVerdict verdict = TestPolicies.trusting(root)
                .policy(TestPolicies.pin(HOST, root.pin()))
                .build()
                .verdict(HOST, List.of());
        try {
            long growth = growthOver(CHAINS, chain -> desk.take(1, verdict, chain));
            // What waits in the queue, and the report at which the reporter is.
            assertForgotten(ReportQueue.Room.REFUSED.places + 1);
            assertTrue(growth < WIDE_MARGIN, growth + " bytes more than before");
        } finally {
            stuck.countDown();
        }
    }

    /** The measure itself: chains that are held are not forgotten. */
    @Test
    void a_leak_would_show() throws Exception {
        List<PinReport> held = new ArrayList<>();
        PinVerdict verdict = TestPolicies.trusting(root)
                .policy(TestPolicies.pin(HOST, root.pin()))
                .build()
                .verdict(HOST, List.of());
        ReportDesk desk = new ReportDesk(held::add, Clock.systemUTC());
        growthOver(2_000, chain -> desk.take(1, verdict, chain));
        assertEquals(2_000, held.size());
        assertEquals(2_000, alive());
    }

    /** By how much the heap has grown once all chains have been shown to the consumer. */
    private long growthOver(int chains, Consumer<List<X509Certificate>> consumer) {
        long before = heapInUse();
        IntStream.range(0, chains).forEach(i -> {
            X509Certificate leaf = leaf(i);
            leaves.add(new WeakReference<>(leaf));
            consumer.accept(List.of(leaf, intermediate.certificate()));
        });
        return heapInUse() - before;
    }

    private void assertForgotten(int mayBeHeld) {
        long alive = alive();
        for (int i = 0; i < 20 && alive > mayBeHeld + REMEMBERED_BY_THE_JDK; i++) {
            System.gc();
            alive = alive();
        }
        assertTrue(alive <= mayBeHeld + REMEMBERED_BY_THE_JDK, alive + " leaves are still held");
    }

    private long alive() {
        return leaves.stream().filter(leaf -> leaf.get() != null).count();
    }

    private X509Certificate leaf(int number) {
        byte[] der = template.clone();
        ByteBuffer.wrap(der).putInt(serialAt + Integer.BYTES, number);
        try {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            return (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate with another serial number", e);
        }
    }

    private static long heapInUse() {
        Runtime jvm = Runtime.getRuntime();
        System.gc();
        return jvm.totalMemory() - jvm.freeMemory();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
