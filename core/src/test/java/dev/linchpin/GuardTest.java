package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sockets that judge at the end of every handshake, against a server that resumes sessions. */
class GuardTest {
    private static final String HOST = "api.linchpin.test";
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: linchpin.test\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST_AND_STAY =
            "GET / HTTP/1.1\r\nHost: linchpin.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
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
     *   socket 1 of policy 1 ── full handshake, judged ──▶ session
     *   socket 2 of policy 1, made and not yet used
     *                          replacePolicy(2)
     *   socket 2 ── resumes the session, and no trust manager is asked ──▶ judged under policy 2
     * </pre>
     */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void rejects_a_session_of_an_older_policy_on_a_socket_of_before(Provider provider, TlsVersion version)
            throws Exception {
        try (TlsServer server = serve()) {
            Linchpin linchpin =
                    TestPolicies.trusting(ROOT).provider(provider).policy(RIGHT).build();
            open(linchpin, server, version);
            try (SSLSocket waiting = socket(linchpin.socketFactory(), server)) {
                linchpin.replacePolicy(WRONG);
                IOException e = assertThrows(IOException.class, () -> Connection.exchange(waiting, version));
                assertInstanceOfMismatch(e);
            }
            assertTrue(server.awaitQuiet(Duration.ofSeconds(10)));
            assertEquals(0, server.connections().get(1).requestBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejects_a_session_resumed_after_a_rule_has_failed_closed(TlsVersion version) throws Exception {
        Instant now = Instant.now();
        MovableClock clock = new MovableClock(now);
        PinPolicy ending = PinPolicy.builder()
                .rule(PinRule.builder(HOST)
                        .pins(LEAF.pin(), TestPolicies.SPARE)
                        .expires(now.plusSeconds(60), AfterExpiry.FAIL_CLOSED)
                        .build())
                .build();
        try (TlsServer server = serve()) {
            Linchpin linchpin =
                    TestPolicies.trusting(ROOT).policy(ending).clock(clock).build();
            open(linchpin, server, version);
            open(linchpin, server, version);
            clock.move(Duration.ofMinutes(2));
            IOException e = assertThrows(IOException.class, () -> open(linchpin, server, version));
            assertTrue(PinMismatchException.in(e).orElseThrow().verdict() instanceof PinVerdict.Expired, e.toString());
            assertTrue(server.awaitQuiet(Duration.ofSeconds(10)));
            assertEquals(List.of(false, true, true), resumed(server));
            assertEquals(0, server.connections().get(2).requestBytes());
        }
    }

    /** Whoever catches the first failure and goes on meets it again, and is shown no peer. */
    @ParameterizedTest
    @EnumSource
    void stays_refused_whatever_is_tried(TlsVersion version) throws Exception {
        try (TlsServer server = serve()) {
            Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
            open(linchpin, server, version);
            try (SSLSocket socket = socket(linchpin.socketFactory(), server)) {
                restrict(socket, version);
                linchpin.replacePolicy(WRONG);
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                Executable first = () -> out.write(REQUEST);
                assertInstanceOfMismatch(assertThrows(SSLException.class, first));
                for (Executable later : List.<Executable>of(
                        first,
                        () -> out.write(1),
                        out::flush,
                        in::read,
                        in::available,
                        () -> in.skip(1),
                        socket::startHandshake)) {
                    assertInstanceOfMismatch(assertThrows(SSLException.class, later));
                }
                assertTrue(socket.isClosed());
                assertThrows(
                        SSLPeerUnverifiedException.class,
                        () -> socket.getSession().getPeerCertificates());
            }
            assertTrue(server.awaitQuiet(Duration.ofSeconds(10)));
            assertEquals(List.of(false, true), resumed(server));
            assertEquals(0, server.connections().get(1).requestBytes());
        }
    }

    /** No handshake is asked for: reading, writing and looking at the session each start it, once. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void shakes_hands_when_first_used(Provider provider, TlsVersion version) throws Exception {
        Linchpin linchpin =
                TestPolicies.trusting(ROOT).provider(provider).policy(RIGHT).build();
        try (TlsServer server = serve()) {
            try (SSLSocket socket = socket(linchpin.socketFactory(), server)) {
                restrict(socket, version);
                socket.getOutputStream().write(REQUEST);
                assertEquals('H', socket.getInputStream().read());
            }
            try (SSLSocket socket = socket(linchpin.socketFactory(), server)) {
                restrict(socket, version);
                assertEquals(LEAF.certificate(), socket.getSession().getPeerCertificates()[0]);
                socket.getOutputStream().write(REQUEST);
                assertEquals('H', socket.getInputStream().read());
            }
        }
    }

    @Test
    void shows_no_peer_that_was_refused_to_who_looks_at_the_session_first() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(WRONG).build();
        try (TlsServer server = serve();
                SSLSocket socket = socket(linchpin.socketFactory(), server)) {
            assertFalse(socket.getSession().isValid());
            assertThrows(SSLException.class, () -> socket.getOutputStream().write(REQUEST));
        }
    }

    @Test
    void tells_listeners_of_itself() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        CompletableFuture<Object> source = new CompletableFuture<>();
        try (TlsServer server = serve();
                SSLSocket socket = socket(linchpin.socketFactory(), server)) {
            socket.addHandshakeCompletedListener(event -> source.complete(event.getSource()));
            socket.startHandshake();
            assertSame(socket, source.get(10, TimeUnit.SECONDS));
            assertThrows(IllegalArgumentException.class, () -> socket.removeHandshakeCompletedListener(event -> {}));
        }
    }

    @Test
    void negotiates_the_application_protocol() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        try (TlsServer server = serve();
                SSLSocket socket = socket(linchpin.socketFactory(), server)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertEquals("http/1.1", socket.getApplicationProtocol());
        }
    }

    /** Whoever selects is shown the socket that the application has, and whoever asks for the selector gets one that works. */
    @Test
    void passes_selectors_of_application_protocols_on() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        try (SSLSocket socket = (SSLSocket) linchpin.socketFactory().createSocket()) {
            assertNull(socket.getHandshakeApplicationProtocolSelector());
            socket.setHandshakeApplicationProtocolSelector(
                    (asked, protocols) -> asked == socket ? "h2" : "another socket");
            assertEquals("h2", socket.getHandshakeApplicationProtocolSelector().apply(socket, List.of("h2")));
            socket.setHandshakeApplicationProtocolSelector(null);
            assertNull(socket.getHandshakeApplicationProtocolSelector());
        }
    }

    @Test
    void refuses_to_remove_a_listener_that_it_does_not_know() throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        try (SSLSocket socket = (SSLSocket) linchpin.socketFactory().createSocket()) {
            assertThrows(IllegalArgumentException.class, () -> socket.removeHandshakeCompletedListener(event -> {}));
        }
    }

    /**
     * A second handshake, a key update in TLS 1.3 and a renegotiation before, is judged as the first one. A renegotiation goes on while the
     * first answer is read: only the second request may end the connection.
     */
    @ParameterizedTest
    @EnumSource
    void shakes_hands_again(TlsVersion version) throws Exception {
        Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
        try (TlsServer server = serve();
                SSLSocket socket = socket(linchpin.socketFactory(), server)) {
            restrict(socket, version);
            socket.startHandshake();
            socket.startHandshake();
            socket.getOutputStream().write(REQUEST_AND_STAY);
            assertEquals('H', socket.getInputStream().read());
            socket.getOutputStream().write(REQUEST);
            socket.getInputStream().readAllBytes();
            assertEquals(LEAF.certificate(), socket.getSession().getPeerCertificates()[0]);
        }
    }

    private static void open(Linchpin linchpin, TlsServer server, TlsVersion version) throws IOException {
        Connection.open(linchpin.socketFactory(), HOST, server, version);
    }

    private static SSLSocket socket(SSLSocketFactory sockets, TlsServer server) throws IOException {
        Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.port());
        raw.setSoTimeout(10_000);
        return (SSLSocket) sockets.createSocket(raw, HOST, server.port(), true);
    }

    private static void restrict(SSLSocket socket, TlsVersion version) {
        socket.setEnabledProtocols(new String[] {version == TlsVersion.TLS_1_3 ? "TLSv1.3" : "TLSv1.2"});
    }

    private static List<Boolean> resumed(TlsServer server) {
        return server.connections().stream().map(TlsServer.Connection::resumed).toList();
    }

    private static TlsServer serve() {
        return TlsServer.builder()
                .present(LEAF.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }

    private static void assertInstanceOfMismatch(Throwable failure) {
        PinVerdict verdict = PinMismatchException.in(failure).orElseThrow().verdict();
        assertTrue(verdict instanceof PinVerdict.Mismatch, verdict.toString());
    }
}
