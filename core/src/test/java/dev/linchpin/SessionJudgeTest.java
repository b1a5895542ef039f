package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A warm connection is judged once for a host and a generation. What is remembered must never stand for another question:
 *
 * <pre>
 *   accepted:        session S   host A   generation 1   until the rule expires
 *   is asked about:  session S'  host B   generation 2   later                     each alone must be judged anew
 * </pre>
 */
class SessionJudgeTest {
    private static final String HOST = "api.linchpin.test";
    private static final String ALIAS = "alias.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST, ALIAS);
    private static final PinPolicy ELSEWHERE = TestPolicies.pin("elsewhere.linchpin.test", TestPolicies.OTHER);
    private static SSLSession established;
    private static SSLSession another;

    private final BlockingQueue<PinReport> reports = new LinkedBlockingQueue<>();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final MovableClock clock = new MovableClock(now);
    private final WarmSession warm = new WarmSession(established);

    @BeforeAll
    static void shake_hands() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(ELSEWHERE).build();
        try (TlsServer server = TlsServer.builder()
                .present(LEAF.presented())
                .protocols(Protocol.HTTP_1_1)
                .start()) {
            established = Connection.open(linchpin, HOST, server);
            another = Connection.open(linchpin, HOST, server);
        }
    }

    @AfterAll
    static void forget() {
        established = null;
        another = null;
    }

    @Test
    void looks_at_a_peer_once() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        assertFalse(linchpin.adapterTls().hasAccepted(HOST, warm.session()));
        for (int request = 0; request < 10; request++) {
            linchpin.check(HOST, warm.session());
            assertTrue(linchpin.adapterTls().hasAccepted(HOST, warm.session()));
        }
        assertEquals(1, warm.looks());
    }

    @Test
    void looks_once_at_a_peer_whose_authority_is_pinned() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, ROOT.pin()));
        linchpin.check(HOST, warm.session());
        warm.looks();
        linchpin.check(HOST, warm.session());
        assertEquals(0, warm.looks());
    }

    /** Unlisted, and exempt: the name of the peer was verified, which is what there is to remember. */
    @Test
    void looks_once_at_a_peer_without_a_rule() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .pin("elsewhere.linchpin.test", TestPolicies.OTHER, TestPolicies.SPARE)
                .exempt(ALIAS)
                .unlistedHosts(UnlistedHosts.ALLOW)
                .build();
        Linchpin linchpin = linchpin(policy);
        for (int request = 0; request < 3; request++) {
            linchpin.check(HOST, warm.session());
            linchpin.check(ALIAS, warm.session());
        }
        assertEquals(2, warm.looks());
    }

    @Test
    void judges_each_host_by_itself() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .pin(HOST, LEAF.pin(), TestPolicies.SPARE)
                .pin(ALIAS, TestPolicies.OTHER, TestPolicies.SPARE)
                .build();
        Linchpin linchpin = linchpin(policy);
        linchpin.check(HOST, warm.session());
        for (String refused : new String[] {ALIAS, "unlisted.linchpin.test", "", HOST + "..", null}) {
            assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(refused, warm.session()), refused);
            assertFalse(linchpin.adapterTls().hasAccepted(refused, warm.session()), refused);
        }
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, null));
    }

    @Test
    void judges_again_under_another_policy() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        linchpin.check(HOST, warm.session());
        linchpin.replacePolicy(TestPolicies.pin(HOST, ROOT.pin()));
        assertFalse(linchpin.adapterTls().hasAccepted(HOST, warm.session()));
        warm.looks();
        linchpin.check(HOST, warm.session());
        assertTrue(warm.looks() > 0, "nobody looked at the peer under the second policy");
        linchpin.replacePolicy(TestPolicies.pin(HOST, TestPolicies.OTHER));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, warm.session()));
    }

    /** Equal in all that can be asked of it; its peer may be another one all the same. */
    @Test
    void judges_each_session_by_itself() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        linchpin.check(HOST, warm.session());
        WarmSession other = new WarmSession(established);
        assertFalse(linchpin.adapterTls().hasAccepted(HOST, other.session()));
        linchpin.check(HOST, other.session());
        assertEquals(1, other.looks());
        linchpin.check(HOST, another);
    }

    @Test
    void judges_again_when_the_rule_has_expired() throws Exception {
        PinRule rule = PinRule.builder(HOST)
                .pins(LEAF.pin(), TestPolicies.SPARE)
                .expires(now.plusSeconds(60), AfterExpiry.FAIL_CLOSED)
                .build();
        Linchpin linchpin = linchpin(PinPolicy.builder().rule(rule).build());
        linchpin.check(HOST, warm.session());
        linchpin.check(HOST, warm.session());
        assertEquals(1, warm.looks());
        clock.move(Duration.ofSeconds(60));
        linchpin.check(HOST, warm.session());
        assertEquals(1, warm.looks(), "the last second of the rule is not rounded");
        clock.move(Duration.ofNanos(1));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, warm.session()));
    }

    /** A rule that never ends must not be mistaken for one that has, whatever the clock shows. */
    @ParameterizedTest
    @EnumSource(AfterExpiry.class)
    void expires_at_the_end_of_time(AfterExpiry afterExpiry) throws Exception {
        PinRule rule = PinRule.builder(HOST)
                .pins(LEAF.pin(), TestPolicies.SPARE)
                .expires(Instant.MAX, afterExpiry)
                .build();
        Linchpin linchpin = linchpin(PinPolicy.builder().rule(rule).build());
        linchpin.check(HOST, warm.session());
        linchpin.check(HOST, warm.session());
        assertEquals(1, warm.looks());
    }

    /** A verdict that is reported is judged each time, so that the next report comes when it is due. */
    @Test
    void reports_each_minute_what_it_lets_pass() throws Exception {
        PinRule rule = PinRule.builder(HOST)
                .pins(TestPolicies.OTHER, TestPolicies.SPARE)
                .mode(EnforcementMode.REPORT_ONLY)
                .build();
        Linchpin linchpin = linchpin(PinPolicy.builder().rule(rule).build());
        for (int minute = 0; minute < 3; minute++) {
            linchpin.check(HOST, warm.session());
            linchpin.check(HOST, warm.session());
            assertTrue(reports.poll(10, TimeUnit.SECONDS) != null, "no report in minute " + minute);
            clock.move(Duration.ofMinutes(1));
        }
        assertTrue(reports.isEmpty(), reports.toString());
    }

    /**
     * Whoever asks too early, while nothing is known of the peer, gets the answer of a clear-text connection. It must not stand when the
     * same session has a peer, whose name was never looked at.
     */
    @Test
    void remembers_nothing_of_a_peer_that_has_shown_nothing_yet() throws Exception {
        Linchpin linchpin = linchpin(ELSEWHERE);
        warm.anonymous(true);
        linchpin.check("bank.linchpin.test", warm.session());
        warm.anonymous(false);
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check("bank.linchpin.test", warm.session()));
    }

    @Test
    void remembers_no_refusal() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, TestPolicies.OTHER));
        for (int i = 0; i < 3; i++) {
            assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, warm.session()));
        }
        assertEquals(3, warm.looks());
    }

    /** Of the thread that asks: counted by the JVM, whether or not the code is compiled. */
    @Test
    void takes_no_memory_for_a_warm_connection() throws Exception {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        linchpin.check(HOST, established);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            linchpin.check(HOST, established);
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < 10_000, taken + " bytes for 10,000 requests");
    }

    private Linchpin linchpin(PinPolicy policy) {
        return TestPolicies.trusting(ROOT)
                .policy(policy)
                .reporter(reports::add)
                .clock(clock)
                .build();
    }
}
