package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which names of a connection are verified and judged, in real handshakes. */
class PeerNamesTest {
    private static final String HOST = "api.linchpin.test";
    private static final String OTHER = "blog.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate ISSUER = ROOT.intermediate("Linchpin Issuing");
    private static final TestCertificate LEAF = ISSUER.leaf(HOST);

    static Stream<Arguments> stacks() {
        return ProviderTest.stacks();
    }

    /**
     * <pre>
     *   client ── connects to 127.0.0.1, SNI api ──▶ peer with another key for api, of an authority that everyone trusts
     *             JSSE verifies "api"                 the policy was asked about 127.0.0.1: unlisted
     * </pre>
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void rejects_a_peer_reached_by_address_without_the_pins_of_the_name_it_is_asked_for(
            Provider provider, TlsVersion version) throws Exception {
        Linchpin linchpin = trusting(provider, TestPolicies.pin(HOST, LEAF.pin()));
        try (TlsServer genuine = serve(LEAF);
                TlsServer rogue = serve(ISSUER.leaf(HOST))) {
            open(linchpin, genuine, version, "HTTPS", HOST);
            IOException e = assertThrows(IOException.class, () -> open(linchpin, rogue, version, "HTTPS", HOST));
            PinVerdict verdict = PinMismatchException.in(e).orElseThrow().verdict();
            assertEquals(HOST, verdict.host().toString());
            assertNothingReceived(rogue);
        }
    }

    /**
     * <pre>
     *   client ── identifies no endpoint, rule: api pins the issuer ──▶ peer of the same issuer, for blog
     * </pre>
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void rejects_a_certificate_of_another_name_for_a_listed_host_though_nobody_asks(
            Provider provider, TlsVersion version) throws Exception {
        Linchpin linchpin = trusting(provider, TestPolicies.pin(HOST, ISSUER.pin()));
        try (TlsServer genuine = serve(LEAF);
                TlsServer misnamed = serve(ISSUER.leaf(OTHER))) {
            open(linchpin, genuine, version, null, HOST);
            IOException e = assertThrows(IOException.class, () -> open(linchpin, misnamed, version, null, HOST));
            assertRefusesName(e, HOST);
            assertNothingReceived(misnamed);
        }
    }

    @Test
    void rejects_a_certificate_of_another_name_though_the_trust_manager_is_blind_to_names() throws Exception {
        PinPolicy policy = TestPolicies.pin(HOST, ISSUER.pin());
        Linchpin linchpin = blind(policy);
        try (TlsServer misnamed = serve(ISSUER.leaf(OTHER))) {
            for (String host : List.of(HOST, "unlisted.linchpin.test")) {
                assertRefusesName(
                        assertThrows(IOException.class, () -> Connection.open(linchpin, host, misnamed)), host);
            }
            assertNothingReceived(misnamed);
            Connection.open(linchpin, OTHER, misnamed);
        }
    }

    /** A common name is no name: JSSE alone still falls back to it (RFC 9525 §2). */
    @Test
    void rejects_a_certificate_with_nothing_but_a_common_name() throws Exception {
        TestCertificate old = CertificateDraft.leaf(HOST).version1().signedBy(ISSUER);
        Linchpin linchpin = trusting(null, TestPolicies.pin(HOST, old.pin()));
        try (TlsServer server = serve(old)) {
            IOException e = assertThrows(IOException.class, () -> Connection.open(linchpin, HOST, server));
            assertTrue(assertRefusesName(e, HOST).contains("its names are none"), e.toString());
            assertNothingReceived(server);
        }
    }

    @Test
    void rejects_what_satisfies_the_rule_of_one_name_but_not_of_the_other() throws Exception {
        TestCertificate both = CertificateDraft.leaf(HOST, "127.0.0.1").signedBy(ISSUER);
        try (TlsServer server = serve(both);
                TlsServer named = serve(LEAF)) {
            PinPolicy contradicting = PinPolicy.builder()
                    .pin(HOST, both.pin(), TestPolicies.SPARE)
                    .pin("127.0.0.1", LEAF.pin(), TestPolicies.SPARE)
                    .build();
            IOException pins = assertThrows(
                    IOException.class,
                    () -> open(trusting(null, contradicting), server, TlsVersion.TLS_1_3, null, HOST));
            assertEquals(
                    "127.0.0.1",
                    PinMismatchException.in(pins).orElseThrow().verdict().host().toString());
            PinPolicy agreeing = PinPolicy.builder()
                    .pin(HOST, ISSUER.pin(), TestPolicies.SPARE)
                    .pin("127.0.0.1", ISSUER.pin(), TestPolicies.SPARE)
                    .build();
            open(trusting(null, agreeing), server, TlsVersion.TLS_1_3, "HTTPS", HOST);
            IOException name = assertThrows(
                    IOException.class, () -> open(trusting(null, agreeing), named, TlsVersion.TLS_1_3, "HTTPS", HOST));
            assertRefusesName(name, "127.0.0.1");
        }
    }

    /** Unlisted names: as before, the policy has its say on the host, and JSSE's choice of a name to verify is followed. */
    @Test
    void treats_an_address_as_unlisted_where_no_name_is_listed() throws Exception {
        PinPolicy denying = PinPolicy.builder()
                .pin("pinned.linchpin.test", LEAF.pin(), TestPolicies.SPARE)
                .unlistedHosts(UnlistedHosts.DENY)
                .build();
        try (TlsServer server = serve(LEAF)) {
            open(
                    trusting(null, TestPolicies.pin("pinned.linchpin.test", LEAF.pin())),
                    server,
                    TlsVersion.TLS_1_3,
                    "HTTPS",
                    HOST);
            open(
                    trusting(null, TestPolicies.pin("pinned.linchpin.test", LEAF.pin())),
                    server,
                    TlsVersion.TLS_1_3,
                    null,
                    OTHER);
            IOException e = assertThrows(
                    IOException.class, () -> open(trusting(null, denying), server, TlsVersion.TLS_1_3, "HTTPS", HOST));
            PinVerdict verdict = PinMismatchException.in(e).orElseThrow().verdict();
            assertInstanceOf(PinVerdict.Unlisted.class, verdict);
            assertEquals("127.0.0.1", verdict.host().toString());
        }
    }

    @Test
    void excuses_no_name_in_report_only_rules() throws Exception {
        PinPolicy trial = PinPolicy.builder()
                .rule(PinRule.builder(HOST)
                        .pins(LEAF.pin(), TestPolicies.SPARE)
                        .mode(EnforcementMode.REPORT_ONLY)
                        .build())
                .build();
        Set<PinVerdict> reported = ConcurrentHashMap.newKeySet();
        Linchpin linchpin = TestPolicies.trusting(ROOT)
                .policy(trial)
                .reporter(report -> reported.add(report.verdict()))
                .build();
        try (TlsServer misnamed = serve(ISSUER.leaf(OTHER))) {
            IOException e =
                    assertThrows(IOException.class, () -> open(linchpin, misnamed, TlsVersion.TLS_1_3, null, HOST));
            assertRefusesName(e, HOST);
        }
    }

    @Test
    void rejects_a_session_for_a_name_that_its_certificate_does_not_have() throws Exception {
        Linchpin linchpin = trusting(null, TestPolicies.pin(HOST, ISSUER.pin()));
        try (TlsServer server = serve(LEAF)) {
            SSLSession session = Connection.open(linchpin, HOST, server);
            linchpin.check(HOST, session);
            assertRefusesName(
                    assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(OTHER, session)), OTHER);
        }
    }

    private static SSLSession open(
            Linchpin linchpin, TlsServer server, TlsVersion version, String identification, String serverName)
            throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (SSLSocket socket = (SSLSocket) linchpin.socketFactory().createSocket(address, server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            if (identification != null) {
                parameters.setEndpointIdentificationAlgorithm(identification);
            }
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            socket.setSSLParameters(parameters);
            return Connection.exchange(socket, version);
        }
    }

    private static Linchpin trusting(Provider provider, PinPolicy policy) {
        Linchpin.Builder builder = TestPolicies.trusting(ROOT).policy(policy);
        return (provider == null ? builder : builder.provider(provider)).build();
    }

    private static Linchpin blind(PinPolicy policy) {
        return Linchpin.builder()
                .policy(policy)
                .trustManager(
                        new BlindToNames(trusting(null, policy).trustManager().getAcceptedIssuers()))
                .build();
    }

    private static TlsServer serve(TestCertificate certificate) {
        return TlsServer.builder()
                .present(certificate.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }

    private static String assertRefusesName(Throwable failure, String name) {
        String message = PeerIdentityException.find(failure).orElseThrow().getMessage();
        assertTrue(message.contains("certificate is not for " + name + ":"), message);
        return message;
    }

    private static void assertNothingReceived(TlsServer server) throws InterruptedException {
        assertTrue(server.awaitQuiet(Duration.ofSeconds(10)), "a connection is still open");
        assertTrue(
                server.connections().stream().allMatch(connection -> connection.requestBytes() == 0),
                "the refused peer received a request");
    }
}
