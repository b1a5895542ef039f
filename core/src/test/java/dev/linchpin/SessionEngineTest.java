package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionEngineTest {
    private static final String HOST = "api.linchpin.test";

    /** RFC 5246 §7.4.2: only RSA key exchange wants a key that may encipher. */
    @ParameterizedTest
    @CsvSource({
        "TLS_RSA_WITH_AES_128_GCM_SHA256, RSA",
        "SSL_RSA_WITH_3DES_EDE_CBC_SHA, RSA",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, UNKNOWN",
        "TLS_AES_128_GCM_SHA256, UNKNOWN"
    })
    void tells_the_key_exchange_by_the_cipher_suite(String suite, String authType) {
        assertEquals(authType, SessionEngine.authType(withSuite(suite)));
    }

    @Test
    void shows_the_session_of_the_handshake_and_nothing_else() throws Exception {
        TestCertificate root = TestCertificate.root("Linchpin Root");
        TestCertificate leaf = root.leaf(HOST);
        Linchpin linchpin = TestPolicies.trusting(root)
                .policy(TestPolicies.pin(HOST, leaf.pin()))
                .build();
        SSLEngine client = linchpin.adapterTls().context().createSSLEngine(HOST, 443);
        EngineHandshake.run(client, leaf);
        SessionEngine over = new SessionEngine(client.getSession(), null);
        assertSame(client.getSession(), over.getHandshakeSession());
        assertEquals(HOST, over.getPeerHost());
        assertNull(over.getSSLParameters().getEndpointIdentificationAlgorithm());
        assertEquals(List.of(client.getSession().getProtocol()), List.of(over.getSupportedProtocols()));
        assertTrue(over.getUseClientMode() && over.isInboundDone() && over.isOutboundDone());
        assertFalse(over.getNeedClientAuth() || over.getWantClientAuth() || over.getEnableSessionCreation());
        assertNull(over.getDelegatedTask());
        for (Executable use : List.<Executable>of(
                over::beginHandshake,
                over::closeInbound,
                over::closeOutbound,
                () -> over.wrap(ByteBuffer.allocate(1), ByteBuffer.allocate(1)),
                () -> over.unwrap(ByteBuffer.allocate(1), ByteBuffer.allocate(1)),
                () -> over.setUseClientMode(false),
                () -> over.setEnabledProtocols(new String[0]),
                () -> over.setEnabledCipherSuites(new String[0]),
                () -> over.setNeedClientAuth(true),
                () -> over.setWantClientAuth(true),
                () -> over.setEnableSessionCreation(true))) {
            assertThrows(UnsupportedOperationException.class, use);
        }
    }

    /** What a session throws comes through as it is. */
    @Test
    void shows_a_session_that_tells_no_signature_algorithms_as_one_that_cannot() {
        SSLSession session = withSuite("TLS_AES_128_GCM_SHA256");
        SSLSession shown = new SessionEngine(session, null).getHandshakeSession();
        assertEquals("TLS_AES_128_GCM_SHA256", shown.getCipherSuite());
        assertThrows(SSLPeerUnverifiedException.class, shown::getPeerCertificates);
    }

    /** Of a provider whose sessions are not extended ones. */
    private static SSLSession withSuite(String suite) {
        return (SSLSession) Proxy.newProxyInstance(
                SessionEngineTest.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getCipherSuite" -> suite;
                    case "getProtocol" -> TlsVersion.TLS_1_3.name();
                    case "getPeerHost" -> HOST;
                    case "getPeerPort" -> 443;
                    default -> throw new SSLPeerUnverifiedException("nobody");
                });
    }
}
