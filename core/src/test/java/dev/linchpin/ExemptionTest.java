package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts that are unpinned on purpose are as unlisted hosts that are allowed, in real handshakes. */
class ExemptionTest {
    private static final String PINNED = "api.linchpin.test";
    private static final String EXEMPT = "blog.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(PINNED);

    /** Another key than the pinned one, of the same trusted authority. */
    private static final TlsServer OTHER = serve(ROOT.leaf(EXEMPT, PINNED));

    private final Set<PinVerdict> reported = ConcurrentHashMap.newKeySet();

    @AfterAll
    static void close() {
        OTHER.close();
    }

    /**
     * <pre>
     *   client ── blog (exempt) ──▶ peer with a certificate for blog and api: accepted
     *   client ── api (pinned) ───▶ the same peer: refused, in a handshake and on the connection that it has
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void frees_the_exempt_host_and_not_its_sibling(UnlistedHosts unlisted) throws Exception {
        Linchpin linchpin = linchpin(unlisted);
        SSLSession session = Connection.open(linchpin, EXEMPT, OTHER);
        linchpin.check("BLOG.linchpin.test.", session);
        linchpin.check(EXEMPT, null);
        assertEquals(Set.of(), reported, "what is exempt is not reported");
        assertMismatch(assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(PINNED, session)));
        assertMismatch(assertThrows(IOException.class, () -> Connection.open(linchpin, PINNED, OTHER)));
    }

    @Test
    void says_which_exemption_applies() {
        PinVerdict.Exempt verdict = assertInstanceOf(
                PinVerdict.Exempt.class, linchpin(UnlistedHosts.DENY).verdict(EXEMPT, List.of()));
        assertEquals("Exempt[host=blog.linchpin.test, exemption=blog.linchpin.test]", verdict.toString());
        assertTrue(verdict.accepted() && !verdict.reported());
    }

    @Test
    void leaves_everything_else_to_be_checked() {
        Linchpin linchpin = linchpin(UnlistedHosts.ALLOW);
        try (TlsServer stranger = serve(TestCertificate.root("Stranger").leaf(EXEMPT));
                TlsServer misnamed = serve(ROOT.leaf("www.linchpin.test"))) {
            for (TlsServer server : List.of(stranger, misnamed)) {
                IOException e = assertThrows(IOException.class, () -> Connection.open(linchpin, EXEMPT, server));
                assertTrue(PinMismatchException.in(e).isEmpty(), e::toString);
            }
        }
    }

    /** As of an unlisted host: who does not ask for its peer to be identified gets what there is, but for adapters, which always ask. */
    @Test
    void verifies_the_name_of_an_exempt_host_if_the_client_asks() throws Exception {
        Linchpin linchpin = linchpin(UnlistedHosts.DENY);
        try (TlsServer misnamed = serve(ROOT.leaf("www.linchpin.test"))) {
            Socket raw = new Socket(InetAddress.getLoopbackAddress(), misnamed.port());
            SSLSocket socket = (SSLSocket) linchpin.socketFactory().createSocket(raw, EXEMPT, misnamed.port(), true);
            SSLSession session = Connection.exchange(socket, TlsVersion.TLS_1_3);
            SSLPeerUnverifiedException e =
                    assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(EXEMPT, session));
            assertTrue(PeerIdentityException.find(e).isPresent(), e::toString);
        }
    }

    /**
     * <pre>
     *   client ── connects to 127.0.0.1 (unlisted, denied), SNI blog (exempt) ──▶ peer
     * </pre>
     */
    @Test
    void does_not_excuse_an_unlisted_address_beside_an_exempt_name() throws Exception {
        IOException e = assertThrows(IOException.class, () -> toAddress(linchpin(UnlistedHosts.DENY), OTHER, EXEMPT));
        PinVerdict verdict = PinMismatchException.in(e).orElseThrow().verdict();
        assertInstanceOf(PinVerdict.Unlisted.class, verdict);
        assertEquals("127.0.0.1", verdict.host().toString());
        toAddress(linchpin(UnlistedHosts.ALLOW), OTHER, EXEMPT);
    }

    @Test
    void does_not_excuse_a_pinned_name_behind_an_exempt_address() {
        PinPolicy policy = PinPolicy.builder()
                .pin(PINNED, LEAF.pin(), TestPolicies.SPARE)
                .exempt("127.0.0.1")
                .build();
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(policy).build();
        assertMismatch(assertThrows(IOException.class, () -> toAddress(linchpin, OTHER, PINNED)));
    }

    @Test
    void ends_with_the_policy_that_grants_it() throws Exception {
        Linchpin linchpin = linchpin(UnlistedHosts.ALLOW);
        SSLSession session = Connection.open(linchpin, EXEMPT, OTHER);
        linchpin.replacePolicy(TestPolicies.pin("**.linchpin.test", LEAF.pin()));
        assertMismatch(assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(EXEMPT, session)));
        assertMismatch(assertThrows(IOException.class, () -> Connection.open(linchpin, EXEMPT, OTHER)));
    }

    private Linchpin linchpin(UnlistedHosts unlisted) {
        PinPolicy policy = PinPolicy.builder()
                .pin("**.linchpin.test", LEAF.pin(), TestPolicies.SPARE)
                .exempt(EXEMPT)
                .unlistedHosts(unlisted)
                .build();
        return TestPolicies.trusting(ROOT)
                .policy(policy)
                .reporter(report -> reported.add(report.verdict()))
                .build();
    }

    private static void toAddress(Linchpin linchpin, TlsServer server, String serverName) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (SSLSocket socket = (SSLSocket) linchpin.socketFactory().createSocket(address, server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            socket.setSSLParameters(parameters);
            Connection.exchange(socket, TlsVersion.TLS_1_3);
        }
    }

    private static void assertMismatch(Throwable failure) {
        assertInstanceOf(
                PinVerdict.Mismatch.class,
                PinMismatchException.in(failure).orElseThrow().verdict());
    }

    private static TlsServer serve(TestCertificate certificate) {
        return TlsServer.builder()
                .present(certificate.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }
}
