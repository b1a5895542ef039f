package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.Linchpin;
import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.fuzz.CertificateGraph.Node;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class VerdictFuzzTest {
    private static final List<String> PATTERNS =
            List.of("api.linchpin.test", "*.linchpin.test", "**.linchpin.test", "192.0.2.1");
    private static final int DRAWING = 2 + 15;

    /**
     * Byte 0 is the policy, byte 1 whether a certificate is presented at all, then come 15 bytes of {@link CertificateGraph}, then
     * the host. Whatever they are, there is a verdict, and it is the one that follows from the facts.
     */
    @FuzzTest
    void says_of_any_peer_what_follows_from_the_facts(byte[] input) throws GeneralSecurityException {
        byte[] all = Arrays.copyOf(input, Math.max(DRAWING, input.length));
        CertificateGraph graph = CertificateGraph.of(Arrays.copyOfRange(all, 2, DRAWING));
        String text = FuzzedText.of(Arrays.copyOfRange(all, DRAWING, all.length));
        if (graph.anchors().isEmpty()) {
            return;
        }
        PinPolicy policy = policy(all[0], graph);
        boolean anonymous = (all[1] & 7) == 7;
        List<X509Certificate> presented = anonymous ? List.of() : CertificateGraph.certificates(graph.presented());
        Optional<Hostname> host = host(text);
        PinVerdict verdict;
        try {
            verdict = linchpin(policy, graph).verdict(text, presented);
        } catch (IllegalArgumentException refused) {
            assertTrue(host.isEmpty(), text);
            return;
        }
        assertEquals(host, Optional.of(verdict.host()));
        assertFollows(verdict, policy, anonymous, graph);
    }

    private static void assertFollows(PinVerdict verdict, PinPolicy policy, boolean anonymous, CertificateGraph graph)
            throws GeneralSecurityException {
        PinRule rule = mostSpecific(policy, verdict.host());
        if (rule == null) {
            assertEquals(new PinVerdict.Unlisted(verdict.host(), policy.unlistedHosts()), verdict);
        } else if (rule.expires().isPresent() && rule.expires().get().isBefore(CertificateGraph.NOW)) {
            assertEquals(new PinVerdict.Expired(verdict.host(), rule), verdict);
            assertEquals(rule.afterExpiry().orElseThrow() == AfterExpiry.FAIL_OPEN, verdict.accepted());
        } else if (anonymous) {
            assertMismatch(verdict, rule, MismatchReason.NO_CERTIFICATE);
        } else {
            assertFollows(verdict, rule, graph);
        }
    }

    /** Accepted as pinned if and only if the leaf, which PKIX has accepted, or a valid path above it holds a pin. */
    private static void assertFollows(PinVerdict verdict, PinRule rule, CertificateGraph graph)
            throws GeneralSecurityException {
        EveryPath every = EveryPath.of(graph.presented(), graph.anchors(), CertificateGraph.NOW);
        List<Node> leaf = List.of(graph.presented().get(0));
        boolean pinned = holds(leaf, rule) || every.valid().stream().anyMatch(path -> holds(path, rule));
        if (verdict instanceof PinVerdict.Matched matched) {
            assertTrue(pinned && rule.pins().contains(matched.pin()), () -> verdict + " of " + graph);
            assertEquals(rule, matched.rule());
            return;
        }
        MismatchReason reason = reason(verdict);
        if (reason != MismatchReason.SEARCH_BUDGET_EXCEEDED) {
            assertFalse(pinned, () -> verdict + " of " + graph);
            boolean none = every.valid().isEmpty();
            assertEquals(none, reason == MismatchReason.NO_VALID_PATH || reason == MismatchReason.ISSUER_NOT_SENT);
            reason = none ? reason : MismatchReason.NO_PINNED_CERTIFICATE;
        }
        assertMismatch(verdict, rule, reason);
    }

    private static void assertMismatch(PinVerdict verdict, PinRule rule, MismatchReason reason) {
        assertEquals(reason, reason(verdict));
        boolean enforced = rule.mode() == EnforcementMode.ENFORCE;
        assertEquals(enforced, verdict instanceof PinVerdict.Mismatch);
        assertTrue(verdict.reported());
        assertEquals(!enforced, verdict.accepted());
    }

    private static MismatchReason reason(PinVerdict verdict) {
        return verdict instanceof PinVerdict.ReportedMismatch reported
                ? reported.reason()
                : assertInstanceOf(PinVerdict.Mismatch.class, verdict).reason();
    }

    private static boolean holds(List<Node> path, PinRule rule) {
        return path.stream().anyMatch(node -> rule.pins().contains(Pin.parse(node.pin())));
    }

    /** The patterns above stand in the order of their precedence. */
    private static @Nullable PinRule mostSpecific(PinPolicy policy, Hostname host) {
        return policy.rules().stream()
                .filter(rule -> rule.hosts().matches(host))
                .min((a, b) -> Integer.compare(precedence(a), precedence(b)))
                .orElse(null);
    }

    private static int precedence(PinRule rule) {
        return PATTERNS.indexOf(rule.hosts().toString());
    }

    /** From the low bits up: which of the patterns have a rule, and of what kind; the rules differ in mode and expiry. */
    private static PinPolicy policy(byte choice, CertificateGraph graph) {
        PinPolicy.Builder policy = PinPolicy.builder();
        for (int i = 0; i < PATTERNS.size(); i++) {
            if ((choice >> i & 1) != 0) {
                policy.rule(rule(PATTERNS.get(i), (choice >> 4) + i & 3, graph));
            }
        }
        UnlistedHosts[] treatments = UnlistedHosts.values();
        boolean empty = (choice & 15) == 0;
        return policy.unlistedHosts(empty ? UnlistedHosts.DENY : treatments[(choice >> 6 & 3) % treatments.length])
                .build();
    }

    private static PinRule rule(String hosts, int kind, CertificateGraph graph) {
        PinRule.Builder rule = PinRule.builder(HostPattern.parse(hosts).toString());
        rule.pins(graph.pins());
        switch (kind) {
            case 0 -> rule.accept(NoBackupPin.because("the graph may have no pin at all"));
            case 1 -> rule.mode(EnforcementMode.REPORT_ONLY);
            case 2 -> rule.mode(EnforcementMode.REPORT_ONLY).expires("2026-01-01", AfterExpiry.FAIL_OPEN);
            default -> rule.accept(NoBackupPin.because("as above")).expires("2026-01-01", AfterExpiry.FAIL_CLOSED);
        }
        return rule.build();
    }

    private static Linchpin linchpin(PinPolicy policy, CertificateGraph graph) {
        return Linchpin.builder()
                .policy(policy)
                .trustedCertificates(CertificateGraph.certificates(graph.anchors()))
                .clock(CertificateGraph.CLOCK)
                .build();
    }

    private static Optional<Hostname> host(String text) {
        try {
            return Optional.of(Hostname.parse(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
