package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pin.SplitCertificate;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the policy says of chains, without a connection. */
class VerdictTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate INTERMEDIATE = ROOT.intermediate("Linchpin Issuing");
    private static final TestCertificate LEAF = INTERMEDIATE.leaf(HOST);
    private static final TestCertificate OTHER = INTERMEDIATE.leaf(HOST);

    @Test
    void matches_the_leaf_or_what_is_above_it() {
        for (TestCertificate pinned : LEAF.chain()) {
            Linchpin linchpin = linchpin(TestPolicies.pin(HOST, pinned.pin()));
            PinVerdict.Matched verdict =
                    assertInstanceOf(PinVerdict.Matched.class, linchpin.verdict(HOST, chain(LEAF)));
            assertEquals(pinned.pin(), verdict.pin().toString());
            assertTrue(verdict.accepted() && !verdict.reported());
        }
    }

    @Test
    void explains_a_mismatch_with_what_was_found_and_what_was_expected() {
        Linchpin linchpin = linchpin(TestPolicies.pin("**.linchpin.test", LEAF.pin()));
        PinVerdict.Mismatch verdict =
                assertInstanceOf(PinVerdict.Mismatch.class, linchpin.verdict("API.linchpin.test.", chain(OTHER)));
        assertTrue(!verdict.accepted() && verdict.reported());
        assertEquals(
                """
                Certificate pinning failure for api.linchpin.test: no valid path of the peer holds a pinned certificate.
                  Validated path of the peer:
                    %s: O=Linchpin Test PKI,CN=api.linchpin.test
                    %s: O=Linchpin Test PKI,CN=Linchpin Issuing
                    %s: O=Linchpin Test PKI,CN=Linchpin Root
                  Pins of the rule for **.linchpin.test:
                    %s
                    %s""".formatted(OTHER.pin(), INTERMEDIATE.pin(), ROOT.pin(), LEAF.pin(), TestPolicies.SPARE),
                new PinMismatchException(verdict).getMessage());
    }

    @Test
    void refuses_a_listed_host_without_certificate() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        assertReason(MismatchReason.NO_CERTIFICATE, linchpin.verdict(HOST, List.of()));
        assertInstanceOf(PinVerdict.Unlisted.class, linchpin.verdict("other.linchpin.test", List.of()));
    }

    @Test
    void names_the_issuer_that_was_not_sent() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, ROOT.pin()));
        TestCertificate elsewhere = TestCertificate.root("Elsewhere").leaf(HOST);
        PinVerdict verdict = linchpin.verdict(HOST, chain(elsewhere));
        assertReason(MismatchReason.ISSUER_NOT_SENT, verdict);
        String text = new PinMismatchException(verdict).getMessage();
        assertTrue(text.contains("Issuer that was not sent: O=Linchpin Test PKI,CN=Elsewhere"), text);
    }

    /** rogue ← namesake of ROOT: the name leads to a trust anchor, the signature does not. */
    @Test
    void refuses_a_chain_of_which_only_the_names_lead_anywhere() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, OTHER.pin()));
        TestCertificate rogue = TestCertificate.root("Linchpin Root").leaf(HOST);
        assertReason(MismatchReason.NO_VALID_PATH, linchpin.verdict(HOST, chain(rogue)));
    }

    @Test
    void refuses_a_maze() {
        Maze maze = Maze.of(9);
        Linchpin linchpin = TestPolicies.trusting(maze.root())
                .policy(TestPolicies.pin(HOST, ROOT.pin()))
                .build();
        assertReason(MismatchReason.SEARCH_BUDGET_EXCEEDED, linchpin.verdict(HOST, maze.presented(HOST)));
    }

    @Test
    void refuses_a_certificate_with_two_keys() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        X509Certificate split =
                new SplitCertificate(LEAF.certificate(), OTHER.certificate().getPublicKey());
        assertReason(MismatchReason.UNREADABLE_CERTIFICATE, linchpin.verdict(HOST, List.of(split)));
    }

    @Test
    void only_reports_a_rule_on_trial() {
        PinPolicy policy = PinPolicy.builder()
                .rule(PinRule.builder(HOST)
                        .pins(LEAF.pin())
                        .mode(EnforcementMode.REPORT_ONLY)
                        .build())
                .build();
        PinVerdict.ReportedMismatch verdict = assertInstanceOf(
                PinVerdict.ReportedMismatch.class, linchpin(policy).verdict(HOST, chain(OTHER)));
        assertTrue(verdict.accepted() && verdict.reported());
        assertEquals(MismatchReason.NO_PINNED_CERTIFICATE, verdict.reason());
    }

    @Test
    void lets_a_rule_end_open_or_closed() {
        for (AfterExpiry then : AfterExpiry.values()) {
            PinPolicy policy = PinPolicy.builder()
                    .rule(PinRule.builder(HOST)
                            .pins(LEAF.pin(), TestPolicies.SPARE)
                            .expires("2026-01-01", then)
                            .build())
                    .build();
            Linchpin before = at("2026-01-01T00:00:00Z", policy);
            Linchpin after = at("2026-01-01T00:00:00.001Z", policy);
            assertInstanceOf(PinVerdict.Matched.class, before.verdict(HOST, chain(LEAF)));
            PinVerdict.Expired verdict = assertInstanceOf(PinVerdict.Expired.class, after.verdict(HOST, chain(LEAF)));
            assertEquals(then == AfterExpiry.FAIL_OPEN, verdict.accepted());
            assertTrue(verdict.reported());
            assertEquals(
                    "Certificate pinning failure for api.linchpin.test: the rule for api.linchpin.test (ENFORCE, 2 pins,"
                            + " expires 2026-01-01T00:00:00Z " + then + ") is over and fails closed.",
                    new PinMismatchException(verdict).getMessage());
        }
    }

    @Test
    void treats_unlisted_hosts_as_the_policy_says() {
        for (UnlistedHosts treatment : UnlistedHosts.values()) {
            PinPolicy policy = PinPolicy.builder()
                    .pin("other.linchpin.test", LEAF.pin(), TestPolicies.SPARE)
                    .unlistedHosts(treatment)
                    .build();
            PinVerdict.Unlisted verdict =
                    assertInstanceOf(PinVerdict.Unlisted.class, linchpin(policy).verdict(HOST, chain(LEAF)));
            assertEquals(treatment != UnlistedHosts.DENY, verdict.accepted());
            assertEquals(treatment != UnlistedHosts.ALLOW, verdict.reported());
        }
    }

    @Test
    void refuses_to_judge_a_malformed_host() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        assertThrows(IllegalArgumentException.class, () -> linchpin.verdict("api..test", chain(LEAF)));
    }

    private static List<X509Certificate> chain(TestCertificate leaf) {
        return leaf.presented().stream().map(TestCertificate::certificate).toList();
    }

    private static Linchpin linchpin(PinPolicy policy) {
        return TestPolicies.trusting(ROOT).policy(policy).build();
    }

    private static Linchpin at(String instant, PinPolicy policy) {
        return TestPolicies.trusting(ROOT)
                .policy(policy)
                .clock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC))
                .build();
    }

    private static void assertReason(MismatchReason expected, PinVerdict verdict) {
        PinVerdict.Mismatch mismatch = assertInstanceOf(PinVerdict.Mismatch.class, verdict);
        assertEquals(expected, mismatch.reason());
        assertTrue(String.valueOf(new PinMismatchException(mismatch).getMessage())
                .startsWith("Certificate pinning failure for api.linchpin.test: "));
    }
}
