package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.io.ByteArrayInputStream;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final BlockingQueue<PinReport> heard = new LinkedBlockingQueue<>();

    @Test
    void reports_a_mismatch_with_its_evidence() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, other()));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, null));
        PinReport report = next();
        assertEquals(NOW, report.time());
        assertEquals(1, report.generation());
        assertEquals(List.of(), report.presented());
        assertInstanceOf(PinVerdict.Mismatch.class, report.verdict());
    }

    @Test
    void says_the_same_once_a_generation() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, other()));
        for (int i = 0; i < 3; i++) {
            assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, null));
        }
        linchpin.replacePolicy(TestPolicies.pin(HOST, other()));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, null));
        assertEquals(List.of(1L, 2L), List.of(next().generation(), next().generation()));
    }

    @Test
    void says_the_same_again_after_a_minute_and_the_new_at_once() {
        ReportDesk first = desk(NOW);
        PinVerdict verdict = linchpin(TestPolicies.pin(HOST, other())).verdict(HOST, List.of());
        first.take(1, verdict, List.of());
        first.take(1, verdict, List.of(LEAF.certificate()));
        assertEquals(2, heard.size(), "another leaf is news");
        MovableClock clock = new MovableClock(NOW);
        ReportDesk desk = new ReportDesk(heard::add, clock);
        heard.clear();
        desk.take(1, verdict, List.of());
        clock.move(Duration.ofSeconds(59));
        desk.take(1, verdict, List.of());
        assertEquals(1, heard.size());
        clock.move(Duration.ofSeconds(1));
        desk.take(1, verdict, List.of());
        assertEquals(2, heard.size());
    }

    /**
     * The same peer, twice in a minute, and two different things to know: it was refused, and then the rule expired and let it in.
     * Told as one, the first would hide the second.
     */
    @Test
    void another_kind_of_verdict_or_another_reason_is_news() {
        PinRule rule = PinRule.builder(HOST)
                .pins(other(), TestPolicies.SPARE)
                .expires(NOW.plusSeconds(5).toString(), AfterExpiry.FAIL_OPEN)
                .build();
        MovableClock clock = new MovableClock(NOW);
        ReportDesk desk = new ReportDesk(heard::add, clock);
        Linchpin linchpin = TestPolicies.trusting(ROOT)
                .policy(PinPolicy.builder().rule(rule).build())
                .clock(clock)
                .build();
        TestCertificate stranger = TestCertificate.root("Stranger").leaf(HOST);
        List<X509Certificate> unpinned = List.of(ROOT.leaf(HOST).certificate());
        desk.take(1, mismatch(rule, MismatchReason.NO_VALID_PATH), unpinned);
        desk.take(1, mismatch(rule, MismatchReason.NO_VALID_PATH), unpinned);
        assertEquals(1, heard.size());
        desk.take(1, mismatch(rule, MismatchReason.NO_PINNED_CERTIFICATE), unpinned);
        assertEquals(2, heard.size(), "another reason");
        clock.move(Duration.ofSeconds(6));
        desk.take(1, linchpin.verdict(HOST, unpinned), unpinned);
        assertEquals(3, heard.size(), "accepted after expiry");
        desk.take(1, linchpin.verdict(HOST, List.of(stranger.certificate())), List.of(stranger.certificate()));
        assertEquals(4, heard.size(), "another leaf");
    }

    /** Two parsers, one certificate: whether their objects are equal counts for nothing. */
    @Test
    void knows_a_leaf_by_its_bytes() throws Exception {
        List<X509Certificate> parsed = new ArrayList<>();
        for (Provider parser : List.of(Security.getProvider("SUN"), new BouncyCastleProvider())) {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509", parser);
            parsed.add((X509Certificate) x509.generateCertificate(new ByteArrayInputStream(LEAF.der())));
        }
        ReportDesk desk = desk(NOW);
        PinVerdict verdict = linchpin(TestPolicies.pin(HOST, other())).verdict(HOST, List.of());
        parsed.forEach(leaf -> desk.take(1, verdict, List.of(leaf)));
        assertEquals(1, heard.size());
    }

    private static PinVerdict mismatch(PinRule rule, MismatchReason reason) {
        return new PinVerdict.Mismatch(Hostname.parse(HOST), rule, reason, Optional.empty(), Optional.empty());
    }

    @Test
    void reports_expired_rules_and_unlisted_hosts_that_were_accepted() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .rule(PinRule.builder(HOST)
                        .pins(other(), TestPolicies.SPARE)
                        .expires("2020-01-01", AfterExpiry.FAIL_OPEN)
                        .build())
                .unlistedHosts(UnlistedHosts.REPORT)
                .build();
        Linchpin linchpin = linchpin(policy);
        linchpin.check(HOST, null);
        linchpin.check("unlisted.linchpin.test", null);
        assertInstanceOf(PinVerdict.Expired.class, next().verdict());
        assertInstanceOf(PinVerdict.Unlisted.class, next().verdict());
    }

    @Test
    void reports_nothing_for_a_pure_question_or_an_allowed_host() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, other()));
        linchpin.verdict(HOST, List.of());
        linchpin.check("unlisted.linchpin.test", null);
        linchpin.replacePolicy(TestPolicies.pin(HOST, other()));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, null));
        assertEquals(2, next().generation(), "the first report of all");
    }

    @Test
    void copies_what_was_presented() {
        List<X509Certificate> presented = new ArrayList<>(List.of(LEAF.certificate()));
        PinVerdict verdict = linchpin(TestPolicies.pin(HOST, other())).verdict(HOST, List.of());
        PinReport report = new PinReport(NOW, 1, verdict, presented);
        presented.clear();
        assertEquals(1, report.presented().size());
    }

    /** Reports come on a thread of their own, in the order of the verdicts. */
    private PinReport next() throws InterruptedException {
        PinReport report = heard.poll(60, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no report");
        }
        return report;
    }

    private ReportDesk desk(Instant now) {
        return new ReportDesk(heard::add, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Linchpin linchpin(PinPolicy policy) {
        return TestPolicies.trusting(ROOT)
                .policy(policy)
                .reporter(heard::add)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .build();
    }

    private static String other() {
        return LEAF.pin();
    }
}
