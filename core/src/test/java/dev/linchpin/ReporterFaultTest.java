package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reporters that do everything they should not. None of it reaches a handshake. */
@Timeout(300)
class ReporterFaultTest {
    private static final String ENFORCED = "api.linchpin.test";
    private static final String ON_TRIAL = "trial.linchpin.test";
    private static final String UNLISTED = "unlisted.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(ENFORCED, ON_TRIAL, UNLISTED);

    /** How many reports the reporter may finish. */
    private final Semaphore permits = new Semaphore(0);

    private final BlockingQueue<PinReport> finished = new LinkedBlockingQueue<>();

    /**
     * <pre>
     *   handshake   ──verdict──▶ ok        ──verdict──▶ refused
     *                   │                      │
     *   reporter        └─▶ blocks ················ for ever ▶
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void handshakes_end_while_the_reporter_blocks(TlsVersion version) throws Exception {
        Semaphore begun = new Semaphore(0);
        Linchpin linchpin = linchpin(report -> {
            begun.release();
            take(permits);
            finished.add(report);
        });
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            Connection.open(linchpin.sslContext().getSocketFactory(), ON_TRIAL, server, version);
            begun.acquire();
            SSLException refused = assertThrows(
                    SSLException.class,
                    () -> Connection.open(linchpin.sslContext().getSocketFactory(), ENFORCED, server, version));
            assertTrue(PinMismatchException.in(refused).isPresent());
            Connection.open(linchpin.sslContext().getSocketFactory(), UNLISTED, server, version);
            assertEquals(List.of(), List.copyOf(finished), "the reporter is still at its first report");
        } finally {
            permits.release(100);
        }
        assertEquals(ON_TRIAL, next().verdict().host().toString());
        assertEquals(ENFORCED, next().verdict().host().toString());
    }

    static Stream<Throwable> whatever_can_be_thrown() {
        return Stream.of(
                new IllegalStateException("broken"),
                new AssertionError("broken"),
                new NoClassDefFoundError("broken"),
                new StackOverflowError("broken"),
                new Exception("checked, and thrown all the same"));
    }

    @ParameterizedTest
    @MethodSource("whatever_can_be_thrown")
    void verdicts_stand_and_reports_go_on_whatever_the_reporter_throws(Throwable thrown) throws Exception {
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        Linchpin linchpin = linchpin(report -> {
            finished.add(report);
            throw ReporterFaultTest.<RuntimeException>unchecked(thrown);
        });
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            Connection.open(linchpin, ON_TRIAL, server);
            assertThrows(SSLException.class, () -> Connection.open(linchpin, ENFORCED, server));
            assertEquals(ON_TRIAL, next().verdict().host().toString());
            assertEquals(ENFORCED, next().verdict().host().toString());
            linchpin.check("one.more.test", null);
            assertEquals("one.more.test", next().verdict().host().toString());
            assertEquals(List.of(), List.copyOf(uncaught));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    /** What waits is bounded; what finds no place is dropped, and no one who asks for a verdict waits or fails. */
    @Test
    void a_slow_reporter_hears_in_order_what_it_can_keep_up_with() throws Exception {
        Semaphore begun = new Semaphore(0);
        Linchpin linchpin = linchpin(report -> {
            begun.release();
            take(permits);
            finished.add(report);
        });
        linchpin.check(host(0), null);
        begun.acquire();
        for (int i = 1; i < 1_000; i++) {
            linchpin.check(host(i), null);
        }
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(ENFORCED, null));
        permits.release(1_002);
        List<String> heard = new ArrayList<>();
        for (int i = 0; i <= ReportQueue.Room.UNLISTED.places; i++) {
            heard.add(next().verdict().host().toString());
        }
        assertEquals(
                IntStream.rangeClosed(0, ReportQueue.Room.UNLISTED.places)
                        .mapToObj(ReporterFaultTest::host)
                        .toList(),
                heard);
        assertEquals(ENFORCED, next().verdict().host().toString());
        linchpin.check("afterwards.test", null);
        assertEquals("afterwards.test", next().verdict().host().toString());
    }

    /**
     * Whoever can make the client connect to hosts without a rule, or present a listed host on trial with one new certificate after
     * another, would hide an attack on a listed host:
     *
     * <pre>
     *   queue   unlisted unlisted unlisted … unlisted trial trial … trial │ refused refused ✗ dropped
     * </pre>
     */
    @Test
    void a_flood_of_other_reports_hides_no_refusal_of_a_listed_host() throws Exception {
        Semaphore begun = new Semaphore(0);
        ReportQueue queue = new ReportQueue(report -> {
            begun.release();
            take(permits);
            finished.add(report);
        });
        Linchpin asked = linchpin(report -> {});
        queue.offer(report(asked, host(0)));
        begun.acquire();
        for (int i = 1; i < 1_000; i++) {
            queue.offer(report(asked, host(i)));
            queue.offer(report(asked, ON_TRIAL));
        }
        for (int i = 0; i < 6; i++) {
            assertTrue(queue.offer(report(asked, ENFORCED)), "refusal " + i);
        }
        permits.release(1_000);
        List<PinReport> heard = new ArrayList<>();
        for (int i = 0; i < 1 + 64 + 64 + 6; i++) {
            heard.add(next());
        }
        assertEquals(
                6, heard.stream().filter(report -> !report.verdict().accepted()).count());
        assertEquals(
                2 * 999 - 64 - 64, heard.stream().mapToLong(PinReport::dropped).sum(), "each drop is told once");
        assertEquals(2 * 999 - 64 - 64, heard.get(1).dropped(), "in the next report");
    }

    /** The event that found no place was nobody's news yet: the same again, a moment later, is not a repetition. */
    @Test
    void what_was_dropped_is_reported_when_it_happens_again() {
        boolean[] room = {false};
        ReportDesk desk = new ReportDesk(report -> room[0] && finished.add(report), Clock.systemUTC());
        PinVerdict verdict = linchpin(report -> {}).verdict(ENFORCED, List.of());
        desk.take(1, verdict, List.of());
        assertEquals(0, finished.size());
        room[0] = true;
        desk.take(1, verdict, List.of());
        desk.take(1, verdict, List.of());
        assertEquals(1, finished.size());
    }

    private static PinReport report(Linchpin asked, String host) {
        return new PinReport(Instant.EPOCH, 1, asked.verdict(host, List.of()), List.of());
    }

    /** The report that the reporter finishes next. */
    private PinReport next() throws InterruptedException {
        PinReport report = finished.poll(60, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no further report");
        }
        return report;
    }

    /** Blocks for ever, as far as this test is concerned: a handshake that waits here finds the report finished. */
    private static void take(Semaphore permits) {
        try {
            permits.tryAcquire(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("waited too long", e);
        }
    }

    private static String host(int i) {
        return "host" + i + ".test";
    }

    /** Nobody has the pins: one host is refused, one only reported, and any other is reported as unlisted. */
    private static Linchpin linchpin(PinReporter reporter) {
        PinPolicy policy = PinPolicy.builder()
                .pin(ENFORCED, TestPolicies.SPARE, ROOT.leaf("other.test").pin())
                .rule(PinRule.builder(ON_TRIAL)
                        .pins(TestPolicies.SPARE)
                        .mode(EnforcementMode.REPORT_ONLY)
                        .build())
                .unlistedHosts(UnlistedHosts.REPORT)
                .build();
        return TestPolicies.trusting(ROOT).policy(policy).reporter(reporter).build();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // How checked exceptions get past the compiler.
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
