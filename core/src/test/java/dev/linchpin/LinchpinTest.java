package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class LinchpinTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate INTERMEDIATE = ROOT.intermediate("Linchpin Issuing");
    private static final TestCertificate LEAF = INTERMEDIATE.leaf(HOST);
    private static final TestCertificate OTHER = INTERMEDIATE.leaf(HOST);

    // ---- generations

    @Test
    void starts_a_generation_with_every_policy() {
        PinPolicy first = TestPolicies.pin(HOST, LEAF.pin());
        PinPolicy second = TestPolicies.pin(HOST, OTHER.pin());
        Linchpin linchpin = linchpin(first);
        SSLContext context = linchpin.sslContext();
        SSLSocketFactory sockets = linchpin.socketFactory();
        PinningTrustManager trust = linchpin.trustManager();
        assertEquals(1, linchpin.generation());
        assertSame(first, linchpin.policy());
        assertSame(sockets, linchpin.socketFactory());

        linchpin.replacePolicy(second);
        assertEquals(2, linchpin.generation());
        assertSame(second, linchpin.policy());
        assertNotSame(sockets, linchpin.socketFactory());
        assertSame(linchpin.socketFactory(), linchpin.socketFactory());
        assertSame(context, linchpin.sslContext());
        assertSame(trust, linchpin.trustManager());
        assertInstanceOf(PinVerdict.Mismatch.class, linchpin.verdict(HOST, chain(LEAF)));
        assertInstanceOf(PinVerdict.Matched.class, linchpin.verdict(HOST, chain(OTHER)));
    }

    /** The JDK's HttpsURLConnection finds its pooled connections by the factory that made them. */
    @Test
    void has_another_socket_factory_when_a_rule_has_failed_closed() {
        MovableClock clock = new MovableClock(Instant.parse("2030-01-01T00:00:00Z"));
        PinRule closing = PinRule.builder(HOST)
                .pins(LEAF.pin(), OTHER.pin())
                .expires("2030-01-02", AfterExpiry.FAIL_CLOSED)
                .build();
        PinRule opening = PinRule.builder("other.linchpin.test")
                .pins(LEAF.pin(), OTHER.pin())
                .expires("2030-01-03", AfterExpiry.FAIL_OPEN)
                .build();
        Linchpin linchpin = Linchpin.builder()
                .policy(PinPolicy.builder().rule(closing).rule(opening).build())
                .clock(clock)
                .build();
        SSLSocketFactory before = linchpin.socketFactory();
        clock.move(Duration.ofDays(1));
        assertSame(before, linchpin.socketFactory(), "the last instant of the rule");

        clock.move(Duration.ofSeconds(1));
        SSLSocketFactory after = linchpin.socketFactory();
        assertNotSame(before, after);
        clock.move(Duration.ofDays(9));
        assertSame(after, linchpin.socketFactory());
    }

    @Test
    void counts_every_policy_that_threads_put_in_force() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        PinPolicy policy = TestPolicies.pin(HOST, OTHER.pin());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                work.add(() -> {
                    for (int i = 0; i < 25; i++) {
                        linchpin.replacePolicy(policy);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(101, linchpin.generation());
    }

    // ---- checks after the handshake

    @Test
    void judges_an_open_session_by_the_policy_in_force() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        SSLSession session = session(linchpin);
        linchpin.check(HOST, session);
        assertTrue(linchpin.verdict(HOST, session).accepted());
        linchpin.check("API.LINCHPIN.TEST.", session);
        linchpin.replacePolicy(TestPolicies.pin(HOST, OTHER.pin()));
        SSLPeerUnverifiedException e =
                assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, session));
        assertReason(
                MismatchReason.NO_PINNED_CERTIFICATE,
                PinMismatchException.in(e).orElseThrow().verdict());
    }

    @Test
    void judges_a_connection_without_certificates() throws Exception {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        SSLSession anonymous = linchpin.sslContext().createSSLEngine(HOST, 443).getSession();
        for (SSLSession nothing : new SSLSession[] {null, anonymous}) {
            linchpin.check("unlisted.linchpin.test", nothing);
            SSLPeerUnverifiedException e =
                    assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(HOST, nothing));
            assertTrue(String.valueOf(e.getMessage()).contains("presented no certificate"), e.getMessage());
        }
    }

    @Test
    void refuses_a_check_without_a_host() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(null, null));
        assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check("", null));
    }

    // ---- the TLS context

    @Test
    void keeps_what_clients_set_on_its_session_cache() {
        Linchpin linchpin = linchpin(TestPolicies.pin(HOST, LEAF.pin()));
        linchpin.sslContext().getClientSessionContext().setSessionTimeout(77);
        linchpin.sslContext().getClientSessionContext().setSessionCacheSize(5);
        linchpin.replacePolicy(TestPolicies.pin(HOST, OTHER.pin()));
        assertEquals(77, linchpin.sslContext().getClientSessionContext().getSessionTimeout());
        assertEquals(5, linchpin.sslContext().getClientSessionContext().getSessionCacheSize());
    }

    @Test
    void offers_all_that_a_context_does() throws Exception {
        SSLContext context = linchpin(TestPolicies.pin(HOST, LEAF.pin())).sslContext();
        SSLSocketFactory sockets = context.getSocketFactory();
        assertTrue(context.getDefaultSSLParameters().getProtocols().length > 0);
        assertTrue(context.getSupportedSSLParameters().getProtocols().length > 0);
        assertTrue(sockets.getDefaultCipherSuites().length > 0);
        assertTrue(sockets.getSupportedCipherSuites().length > 0);
        assertTrue(context.getServerSocketFactory().getDefaultCipherSuites().length > 0);
        assertTrue(context.getServerSessionContext().getSessionCacheSize() >= 0);
        SSLEngine engine = context.createSSLEngine();
        assertEquals(null, engine.getPeerHost());
        assertThrows(KeyManagementException.class, () -> context.init(null, null, null));
        sockets.createSocket().close();
        try (TlsServer server = serve()) {
            var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            sockets.createSocket("127.0.0.1", server.port()).close();
            sockets.createSocket("127.0.0.1", server.port(), loopback, 0).close();
            sockets.createSocket(loopback, server.port()).close();
            sockets.createSocket(loopback, server.port(), loopback, 0).close();
        }
    }

    /** On the server side of TLS there is nothing to pin. */
    @Test
    void leaves_clients_to_the_delegate() throws CertificateException {
        PinningTrustManager trust = linchpin(TestPolicies.pin(HOST, LEAF.pin())).trustManager();
        X509Certificate[] client = clientChain(ROOT);
        X509Certificate[] stranger = clientChain(TestCertificate.root("Elsewhere"));
        SSLEngine engine =
                linchpin(TestPolicies.pin(HOST, LEAF.pin())).sslContext().createSSLEngine();
        Socket socket = new Socket();
        trust.checkClientTrusted(client, "EC");
        trust.checkClientTrusted(client, "EC", socket);
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(stranger, "EC"));
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(stranger, "EC", socket));
        assertThrows(CertificateException.class, () -> trust.checkClientTrusted(stranger, "EC", engine));
        assertEquals(List.of(ROOT.certificate()), List.of(trust.getAcceptedIssuers()));
    }

    // ---- building

    @Test
    void trusts_what_the_platform_trusts_unless_told_otherwise() {
        Linchpin linchpin =
                Linchpin.builder().policy(TestPolicies.pin(HOST, LEAF.pin())).build();
        assertTrue(linchpin.trustManager().getAcceptedIssuers().length > 10);
    }

    @Test
    void refuses_to_be_built_without_a_policy() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> Linchpin.builder().build());
        assertEquals("policy is not set, expected a PinPolicy", e.getMessage());
    }

    @Test
    void refuses_an_option_set_twice() {
        PinPolicy policy = TestPolicies.pin(HOST, LEAF.pin());
        Provider provider = Security.getProvider("SunJSSE");
        Linchpin.Builder builder = TestPolicies.trusting(ROOT)
                .policy(policy)
                .keyManagers()
                .provider(provider)
                .reporter(report -> {})
                .clock(Clock.systemUTC());
        assertThrows(IllegalStateException.class, () -> builder.policy(policy));
        assertThrows(IllegalStateException.class, () -> builder.trustedCertificates(List.of(ROOT.certificate())));
        assertThrows(IllegalStateException.class, () -> builder.keyManagers(new KeyManager[0]));
        assertThrows(IllegalStateException.class, () -> builder.provider(provider));
        assertThrows(IllegalStateException.class, () -> builder.reporter(report -> {}));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> builder.clock(Clock.systemUTC()));
        assertEquals("clock is set twice, expected once", e.getMessage());
    }

    @Test
    void refuses_to_wrap_itself_and_to_trust_nobody() {
        Linchpin.Builder builder = Linchpin.builder();
        PinningTrustManager pinning =
                linchpin(TestPolicies.pin(HOST, LEAF.pin())).trustManager();
        assertThrows(IllegalArgumentException.class, () -> builder.trustManager(pinning));
        assertThrows(IllegalArgumentException.class, () -> builder.trustedCertificates(List.of()));
    }

    @Test
    void refuses_a_provider_without_tls() {
        Linchpin.Builder builder = TestPolicies.trusting(ROOT)
                .policy(TestPolicies.pin(HOST, LEAF.pin()))
                .provider(Security.getProvider("SUN"));
        IllegalStateException e = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(String.valueOf(e.getMessage()).startsWith("no TLS context can be made"), e.getMessage());
    }

    /** Keys that the JDK re-encodes must not lock anybody out: a handshake with the real pin works. */
    @Test
    void accepts_an_rsa_key_without_null_parameters() throws Exception {
        TestCertificate odd =
                CertificateDraft.leaf(HOST).key(KeyType.RSA_2048_WITHOUT_NULL).signedBy(INTERMEDIATE);
        try (TlsServer server = TlsServer.builder()
                .present(odd.presented())
                .protocols(Protocol.HTTP_1_1)
                .start()) {
            Connection.open(linchpin(TestPolicies.pin(HOST, odd.pin())), HOST, server);
        }
    }

    private static SSLSession session(Linchpin linchpin) throws Exception {
        try (TlsServer server = serve()) {
            return Connection.open(linchpin, HOST, server);
        }
    }

    private static TlsServer serve() {
        return TlsServer.builder()
                .present(LEAF.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }

    private static X509Certificate[] clientChain(TestCertificate root) {
        TestCertificate client = CertificateDraft.leaf("client.linchpin.test")
                .extendedKeyUsage("1.3.6.1.5.5.7.3.2")
                .signedBy(root);
        return new X509Certificate[] {client.certificate()};
    }

    private static List<X509Certificate> chain(TestCertificate leaf) {
        return leaf.presented().stream().map(TestCertificate::certificate).toList();
    }

    private static Linchpin linchpin(PinPolicy policy) {
        return TestPolicies.trusting(ROOT).policy(policy).build();
    }

    private static void assertReason(MismatchReason expected, PinVerdict verdict) {
        PinVerdict.Mismatch mismatch = assertInstanceOf(PinVerdict.Mismatch.class, verdict);
        assertEquals(expected, mismatch.reason());
        assertTrue(String.valueOf(new PinMismatchException(mismatch).getMessage())
                .startsWith("Certificate pinning failure for api.linchpin.test: "));
    }
}
