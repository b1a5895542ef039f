package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A peer with two paths: by one it is trusted, on the other stands a pinned certificate.
 *
 * <pre>
 *   leaf ←── issuing ←──────────────────── ROGUE ROOT       trusted
 *               └──── (blocked, or weak) ← PINNED ROOT*     would not be trusted
 * </pre>
 *
 * Whoever judges the second path by other rules than the trust manager's accepts the peer.
 */
class OneJudgeTest {
    private static final String HOST = "api.linchpin.test";

    private final TestCertificate pinned = TestCertificate.root("Pinned Root");
    private final TestCertificate rogue = TestCertificate.root("Rogue Root");
    private final TestCertificate issuing = rogue.intermediate("Rogue Issuing");
    private final TestCertificate cross =
            CertificateDraft.authority("Rogue Issuing").key(issuing.key()).signedBy(pinned);
    private final TestCertificate leaf = issuing.leaf(HOST);

    @ParameterizedTest
    @EnumSource
    void a_pin_does_not_count_on_a_path_through_a_blocked_certificate(TlsVersion version) throws Exception {
        try (TlsServer server = serve(leaf, issuing, cross)) {
            assertRefused(MismatchReason.NO_PINNED_CERTIFICATE, given(cross), server, version);
            assertRefused(MismatchReason.NO_PINNED_CERTIFICATE, byRules(cross), server, version);
        }
    }

    /** The same chain to a trust manager that blocks nothing: a pin on either path counts. */
    @ParameterizedTest
    @EnumSource
    void a_pin_counts_on_a_path_by_which_the_peer_was_not_accepted(TlsVersion version) throws Exception {
        try (TlsServer server = serve(leaf, issuing, cross)) {
            Linchpin platform = TestPolicies.trusting(pinned, rogue)
                    .policy(TestPolicies.pin(HOST, pinned.pin()))
                    .build();
            for (Linchpin linchpin : List.of(given(), byRules(), platform)) {
                Connection.open(linchpin.adapterTls().socketFactory(), HOST, server, version);
            }
        }
    }

    /**
     * <pre>
     *   leaf ← issuing ← ROGUE ROOT ← (its cross-certificate, blocked) ← PINNED ROOT*
     * </pre>
     *
     * The trust manager stops at the rogue root, which it trusts, and never comes to the certificate that it would have blocked. What
     * is above has been accepted by nobody.
     */
    @ParameterizedTest
    @EnumSource
    void a_pin_does_not_count_beyond_a_trust_anchor_at_which_the_trust_manager_stops(TlsVersion version)
            throws Exception {
        TestCertificate above =
                CertificateDraft.authority("Rogue Root").key(rogue.key()).signedBy(pinned);
        try (TlsServer server = serve(leaf, issuing, above)) {
            assertRefused(MismatchReason.PINNED_BEYOND_TRUST, given(above), server, version);
            assertRefused(MismatchReason.PINNED_BEYOND_TRUST, given(), server, version);
            assertRefused(MismatchReason.NO_PINNED_CERTIFICATE, byRules(above), server, version);
            Connection.open(byRules().adapterTls().socketFactory(), HOST, server, version);
        }
    }

    /**
     * <pre>
     *   leaf ← issuing ← ROGUE ROOT
     *             decoy*, of the same name, with the pinned key, signed by the rogue root
     * </pre>
     *
     * The trust manager accepts the three certificates, by a path that leaves the decoy out.
     */
    @ParameterizedTest
    @EnumSource
    void a_pinned_key_that_signed_nothing_does_not_count(TlsVersion version) throws Exception {
        TestCertificate decoy =
                CertificateDraft.authority("Rogue Issuing").key(pinned.key()).signedBy(rogue);
        for (List<TestCertificate> chain : List.of(List.of(leaf, decoy, issuing), List.of(leaf, issuing, decoy))) {
            try (TlsServer server = serve(chain.toArray(new TestCertificate[0]))) {
                assertRefused(MismatchReason.NO_PINNED_CERTIFICATE, given(), server, version);
                assertRefused(MismatchReason.NO_PINNED_CERTIFICATE, byRules(), server, version);
            }
        }
    }

    private Linchpin given(TestCertificate... blocked) {
        return Linchpin.builder()
                .trustManager(OwnTrustManager.blocking(OwnTrustManager.anchors(pinned, rogue), blocked))
                .policy(TestPolicies.pin(HOST, pinned.pin()))
                .build();
    }

    private Linchpin byRules(TestCertificate... blocked) {
        return Linchpin.builder()
                .trustManager(
                        List.of(pinned.certificate(), rogue.certificate()),
                        anchors -> OwnTrustManager.blocking(anchors, blocked))
                .policy(TestPolicies.pin(HOST, pinned.pin()))
                .build();
    }

    private static void assertRefused(MismatchReason reason, Linchpin linchpin, TlsServer server, TlsVersion version) {
        long before = server.requestBytes();
        IOException e = assertThrows(
                IOException.class, () -> Connection.open(linchpin.adapterTls().socketFactory(), HOST, server, version));
        PinVerdict verdict = PinMismatchException.find(e).orElseThrow().verdict();
        assertEquals(
                reason, assertInstanceOf(PinVerdict.Mismatch.class, verdict).reason());
        assertEquals(before, server.requestBytes());
    }

    private static TlsServer serve(TestCertificate... chain) throws IOException {
        return TlsServer.builder().present(List.of(chain)).start();
    }
}
