package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.nio.ByteBuffer;
import java.security.Provider;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines that judge at the end of every handshake, against a server that resumes sessions, through memory. */
class GuardedEngineTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final PinPolicy RIGHT = TestPolicies.pin(HOST, LEAF.pin());
    private static final PinPolicy WRONG =
            TestPolicies.pin(HOST, TestCertificate.root("Elsewhere").pin());

    static Stream<Arguments> stacks() {
        return ProviderTest.stacks();
    }

    /**
     * <pre>
     *   engine 1 of policy 1 ── full handshake, judged ──▶ session
     *   engine 2 of policy 1, made and not yet used
     *                          replacePolicy(2)
     *   engine 2 ── resumes the session, and no trust manager is asked ──▶ judged under policy 2
     * </pre>
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void rejects_a_session_of_an_older_policy_on_an_engine_of_before(Provider provider, TlsVersion version)
            throws Exception {
        BlindToNames trust = new BlindToNames(ROOT.certificate());
        Linchpin linchpin = Linchpin.builder()
                .trustManager(trust)
                .provider(provider)
                .policy(RIGHT)
                .build();
        SSLContext server = EngineHandshake.serverContext(LEAF);
        EngineHandshake first = EngineHandshake.between(engine(linchpin, version), server);
        first.run();
        assertEquals("ping", first.say("ping"));
        assertEquals("pong", first.hear("pong"));
        EngineHandshake second = EngineHandshake.between(engine(linchpin, version), server);
        second.run();
        assertEquals("pong", second.hear("pong"));
        boolean resumes = !provider.getName().equals("BCJSSE") || version == TlsVersion.TLS_1_2;
        assertEquals(resumes ? 1 : 2, trust.asked());

        SSLEngine waiting = engine(linchpin, version);
        linchpin.replacePolicy(WRONG);
        EngineHandshake third = EngineHandshake.between(waiting, server);
        SSLException e = assertThrows(SSLException.class, third::run);
        assertTrue(PinMismatchException.in(e).isPresent(), e.toString());
        assertThrows(SSLException.class, () -> third.say("ping"));
    }

    @Test
    void stays_refused_whatever_is_tried() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        SSLContext server = EngineHandshake.serverContext(LEAF);
        EngineHandshake first = EngineHandshake.between(engine(linchpin, TlsVersion.TLS_1_3), server);
        first.run();
        first.hear("a ticket comes with this");
        SSLEngine engine = engine(linchpin, TlsVersion.TLS_1_3);
        linchpin.replacePolicy(WRONG);
        EngineHandshake refused = EngineHandshake.between(engine, server);
        assertThrows(SSLException.class, refused::run);
        for (Executable later : List.<Executable>of(
                () -> engine.wrap(ByteBuffer.allocate(1), ByteBuffer.allocate(1 << 16)),
                () -> engine.unwrap(ByteBuffer.allocate(1 << 16), ByteBuffer.allocate(1 << 16)),
                engine::beginHandshake)) {
            SSLException e = assertThrows(SSLException.class, later);
            assertTrue(PinMismatchException.in(e).isPresent(), e.toString());
        }
        assertTrue(engine.isInboundDone());
        assertTrue(engine.isOutboundDone());
        assertEquals(HandshakeStatus.NOT_HANDSHAKING, engine.getHandshakeStatus());
        assertNull(engine.getDelegatedTask());
        assertNull(engine.getHandshakeSession());
        assertThrows(SSLPeerUnverifiedException.class, () -> engine.getSession().getPeerCertificates());
        engine.closeInbound();
        engine.closeOutbound();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void carries_data_both_ways_and_negotiates_the_application_protocol(Provider provider, TlsVersion version)
            throws Exception {
        Linchpin linchpin =
                TestPolicies.trusting(ROOT).provider(provider).policy(RIGHT).build();
        SSLEngine engine = engine(linchpin, version);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        engine.setSSLParameters(parameters);
        EngineHandshake handshake = EngineHandshake.between(engine, EngineHandshake.serverContext(LEAF));
        handshake.run();
        assertEquals("ping", handshake.say("ping"));
        assertEquals("pong", handshake.hear("pong"));
        assertEquals("h2", engine.getApplicationProtocol());
        assertEquals(LEAF.certificate(), engine.getSession().getPeerCertificates()[0]);
        assertEquals(HOST, engine.getPeerHost());
    }

    /**
     * SunJSSE says of a ticket, which in TLS 1.3 comes after the handshake (RFC 8446 §4.6.1), that a handshake is over.
     *
     * <pre>
     *   engine ── handshake, judged under policy 1
     *                          replacePolicy(2)
     *   engine ◀── ticket ◀── answer                    the connection was open before
     * </pre>
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void leaves_an_open_connection_alone_when_the_policy_changes(Provider provider, TlsVersion version)
            throws Exception {
        Linchpin linchpin =
                TestPolicies.trusting(ROOT).provider(provider).policy(RIGHT).build();
        EngineHandshake open = EngineHandshake.between(engine(linchpin, version), EngineHandshake.serverContext(LEAF));
        open.run();
        linchpin.replacePolicy(WRONG);
        assertEquals("pong", open.hear("pong"));
        assertEquals("ping", open.say("ping"));
    }

    /** On the server side of TLS there is nothing to judge: its clients present no host. */
    @Test
    void leaves_servers_alone() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        SSLEngine server = linchpin.sslContext().createSSLEngine();
        server.setUseClientMode(false);
        assertFalse(server.getUseClientMode());
        server.beginHandshake();
        assertEquals(HandshakeStatus.NEED_UNWRAP, server.getHandshakeStatus());
    }

    @Test
    void closes_as_the_engine_behind_it() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        SSLEngine engine = engine(linchpin, TlsVersion.TLS_1_3);
        EngineHandshake.between(engine, EngineHandshake.serverContext(LEAF)).run();
        assertFalse(engine.isInboundDone());
        assertFalse(engine.isOutboundDone());
        engine.closeOutbound();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 16));
        assertTrue(engine.isOutboundDone());
        assertThrows(SSLException.class, engine::closeInbound, "cut off before the peer's close_notify");
        assertTrue(engine.isInboundDone());
    }

    /** Whoever selects is shown the engine that the application has, and whoever asks for the selector gets one that works. */
    @Test
    void passes_selectors_of_application_protocols_on() {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        SSLEngine engine = linchpin.sslContext().createSSLEngine();
        assertNull(engine.getHandshakeApplicationProtocolSelector());
        engine.setHandshakeApplicationProtocolSelector((asked, protocols) -> asked == engine ? "h2" : "another engine");
        assertEquals("h2", engine.getHandshakeApplicationProtocolSelector().apply(engine, List.of("h2")));
        engine.setHandshakeApplicationProtocolSelector(null);
        assertNull(engine.getHandshakeApplicationProtocolSelector());
    }

    private static SSLEngine engine(Linchpin linchpin, TlsVersion version) {
        SSLEngine engine = linchpin.sslContext().createSSLEngine(HOST, 443);
        engine.setEnabledProtocols(new String[] {version == TlsVersion.TLS_1_3 ? "TLSv1.3" : "TLSv1.2"});
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }
}
