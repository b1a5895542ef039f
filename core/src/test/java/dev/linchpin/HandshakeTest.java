package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trust manager at work, in real handshakes of bare JSSE clients. */
class HandshakeTest {
    private static final String HOST = "api.linchpin.test";

    private final TestCertificate root = TestCertificate.root("Linchpin Root");
    private final TestCertificate intermediate = root.intermediate("Linchpin Issuing");
    private final TestCertificate leaf = intermediate.leaf(HOST);

    @ParameterizedTest
    @EnumSource
    void accepts_a_pin_anywhere_on_the_path(TlsVersion version) throws IOException {
        try (TlsServer server = serve(leaf)) {
            for (TestCertificate pinned : leaf.chain()) {
                Linchpin linchpin = linchpin(TestPolicies.pin(HOST, pinned.pin()));
                Connection.open(linchpin.sslContext().getSocketFactory(), HOST, server, version);
            }
            assertTrue(server.requestBytes() > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_another_key_of_the_same_authority(TlsVersion version) throws Exception {
        try (TlsServer server = serve(intermediate.leaf(HOST))) {
            Linchpin linchpin = linchpin(TestPolicies.pin(HOST, leaf.pin()));
            IOException e = assertThrows(
                    IOException.class,
                    () -> Connection.open(linchpin.sslContext().getSocketFactory(), HOST, server, version));
            PinVerdict.Mismatch verdict = assertInstanceOf(PinVerdict.Mismatch.class, verdictIn(e));
            assertEquals(HOST, verdict.host().toString());
            assertEquals(MismatchReason.NO_PINNED_CERTIFICATE, verdict.reason());
            assertNothingReceived(server);
        }
    }

    /** An authority that everyone trusts issues for a host that pins another one. */
    @Test
    void refuses_a_rogue_but_trusted_authority() throws Exception {
        TestCertificate rogue = TestCertificate.root("Rogue Root");
        try (TlsServer server = serve(rogue.leaf(HOST))) {
            Linchpin linchpin = TestPolicies.trusting(root, rogue)
                    .policy(TestPolicies.pin(HOST, root.pin()))
                    .build();
            IOException e = assertThrows(IOException.class, () -> Connection.open(linchpin, HOST, server));
            assertInstanceOf(PinVerdict.Mismatch.class, verdictIn(e));
            assertNothingReceived(server);
        }
    }

    /** A pin excuses nothing: PKIX and host names come first. */
    @Test
    void refuses_a_pinned_key_without_a_valid_chain() throws Exception {
        TestCertificate untrusted =
                CertificateDraft.leaf(HOST).key(leaf.key()).signedBy(TestCertificate.root("Untrusted Root"));
        TestCertificate expired =
                CertificateDraft.leaf(HOST).key(leaf.key()).expired().signedBy(intermediate);
        TestCertificate misnamed =
                CertificateDraft.leaf("other.linchpin.test").key(leaf.key()).signedBy(intermediate);
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, leaf.pin()));
        for (TestCertificate invalid : List.of(untrusted, expired, misnamed)) {
            try (TlsServer server = serve(invalid)) {
                SSLException e = assertThrows(SSLException.class, () -> Connection.open(linchpin, HOST, server));
                assertEquals(Optional.empty(), PinMismatchException.in(e));
                assertNothingReceived(server);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"API.Linchpin.TEST", "api.linchpin.test."})
    void finds_the_rule_however_the_host_is_spelled(String spelling) throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, leaf.pin()));
        try (TlsServer rogue = serve(intermediate.leaf(HOST))) {
            assertThrows(SSLException.class, () -> Connection.open(linchpin, spelling, rogue));
            assertNothingReceived(rogue);
        }
    }

    /** An engine made without a host: nobody knows which rule applies, and "none" would be the wrong guess. */
    @Test
    void refuses_a_client_that_does_not_name_its_host() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin("unrelated.linchpin.test", leaf.pin()));
        EngineHandshake.run(linchpin.sslContext().createSSLEngine(HOST, 443), leaf);
        SSLEngine nameless = linchpin.sslContext().createSSLEngine();
        SSLException e = assertThrows(SSLException.class, () -> EngineHandshake.run(nameless, leaf));
        assertTrue(String.valueOf(e.getMessage()).contains("which host it connects to"), e.getMessage());
    }

    /** A client that connects to a bare address means that address, and rules for names do not cover it. */
    @Test
    void judges_a_bare_address_under_the_rule_for_that_address() throws Exception {
        try (TlsServer server = serve(intermediate.leaf("127.0.0.1"))) {
            assertAddressIsRefused(
                    linchpin(
                            TestPolicies.pin("127.0.0.1", root.leaf("127.0.0.1").pin())),
                    server);
            PinPolicy denying = PinPolicy.builder()
                    .pin(HOST, leaf.pin(), TestPolicies.SPARE)
                    .unlistedHosts(UnlistedHosts.DENY)
                    .build();
            assertAddressIsRefused(linchpin(denying), server);
        }
    }

    private static void assertAddressIsRefused(Linchpin linchpin, TlsServer server) throws Exception {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (SSLSocket socket =
                (SSLSocket) linchpin.sslContext().getSocketFactory().createSocket(address, server.port())) {
            IOException e = assertThrows(IOException.class, () -> Connection.exchange(socket, TlsVersion.TLS_1_3));
            assertEquals("127.0.0.1", verdictIn(e).host().toString());
        }
        assertNothingReceived(server);
    }

    @Test
    void refuses_a_host_that_is_malformed() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, leaf.pin()));
        try (TlsServer server = serve(leaf);
                SSLSocket socket = (SSLSocket) linchpin.sslContext()
                        .getSocketFactory()
                        .createSocket(
                                new Socket(InetAddress.getLoopbackAddress(), server.port()),
                                "api..linchpin.test",
                                server.port(),
                                true)) {
            SSLException e = assertThrows(SSLException.class, () -> Connection.exchange(socket, TlsVersion.TLS_1_3));
            assertTrue(String.valueOf(e.getMessage()).contains("has an empty label"), e.getMessage());
        }
    }

    /** The overload that JSSE uses for trust managers of the old kind knows no host, so not even unlisted ones pass. */
    @Test
    void refuses_every_chain_that_comes_without_a_handshake() {
        PinningTrustManager trust = linchpin(TestPolicies.pin(HOST, leaf.pin())).trustManager();
        var chain = leaf.presented().stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
        for (Executable check : List.<Executable>of(
                () -> trust.checkServerTrusted(chain, "ECDHE_ECDSA"),
                () -> trust.checkServerTrusted(chain, "GENERIC"),
                () -> trust.checkServerTrusted(chain, "ECDHE_ECDSA", new Socket()))) {
            assertThrows(CertificateException.class, check);
        }
    }

    @Test
    void denies_unlisted_hosts_if_told_to() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .pin("other.linchpin.test", leaf.pin(), TestPolicies.SPARE)
                .unlistedHosts(UnlistedHosts.DENY)
                .build();
        try (TlsServer server = serve(leaf)) {
            IOException e = assertThrows(IOException.class, () -> Connection.open(linchpin(policy), HOST, server));
            assertInstanceOf(PinVerdict.Unlisted.class, verdictIn(e));
            assertTrue(String.valueOf(e.getMessage()).contains("denies unlisted hosts"), e.getMessage());
            assertNothingReceived(server);
        }
    }

    /** java.net.http shakes hands with engines, and Linchpin's context is all it takes. */
    @Test
    void checks_engines_as_well() throws Exception {
        TestCertificate local = intermediate.leaf("127.0.0.1");
        try (TlsServer server = serve(local)) {
            URI uri = server.uri("127.0.0.1", "/");
            assertEquals(
                    200,
                    get(linchpin(TestPolicies.pin("127.0.0.1", local.pin())), uri)
                            .statusCode());
            long before = server.requestBytes();
            IOException e = assertThrows(
                    IOException.class, () -> get(linchpin(TestPolicies.pin("127.0.0.1", leaf.pin())), uri));
            assertInstanceOf(PinVerdict.Mismatch.class, verdictIn(e));
            assertEquals(before, server.requestBytes());
        }
    }

    /** An abbreviated handshake asks no trust manager; so a new policy must find no session to resume. */
    @ParameterizedTest
    @EnumSource
    void resumes_sessions_within_a_generation_only(TlsVersion version) throws Exception {
        try (TlsServer server = serve(leaf)) {
            Linchpin linchpin = linchpin(TestPolicies.pin(HOST, leaf.pin()));
            var sockets = linchpin.sslContext().getSocketFactory();
            Connection.open(sockets, HOST, server, version);
            Connection.open(sockets, HOST, server, version);
            assertEquals(List.of(false, true), resumed(server), "this server resumes sessions");
            linchpin.replacePolicy(TestPolicies.pin(HOST, root.pin()));
            Connection.open(sockets, HOST, server, version);
            assertEquals(List.of(false, true, false), resumed(server));
            linchpin.replacePolicy(
                    TestPolicies.pin(HOST, TestCertificate.root("Elsewhere").pin()));
            assertThrows(IOException.class, () -> Connection.open(sockets, HOST, server, version));
            assertFalse(server.connections().get(3).resumed());
            assertEquals(0, server.connections().get(3).requestBytes());
        }
    }

    private static List<Boolean> resumed(TlsServer server) {
        List<Boolean> resumed = new ArrayList<>();
        server.connections().forEach(connection -> resumed.add(connection.resumed()));
        return resumed;
    }

    private static HttpResponse<String> get(Linchpin linchpin, URI uri) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(linchpin.sslContext())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static TlsServer serve(TestCertificate certificate) {
        return TlsServer.builder()
                .present(certificate.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }

    private Linchpin linchpin(PinPolicy policy) {
        return TestPolicies.trusting(root).policy(policy).build();
    }

    private static PinVerdict verdictIn(Throwable failure) {
        return PinMismatchException.in(failure).orElseThrow().verdict();
    }

    private static void assertNothingReceived(TlsServer server) throws InterruptedException {
        assertTrue(server.awaitQuiet(Duration.ofSeconds(10)), "a connection is still open");
        assertEquals(0, server.requestBytes());
        assertTrue(Stream.of(server.connections()).noneMatch(List::isEmpty), "nobody connected");
    }
}
