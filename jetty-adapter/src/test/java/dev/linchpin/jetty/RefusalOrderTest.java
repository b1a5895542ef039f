package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.conscrypt.Conscrypt;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two threads are at work on a connection when its peer is refused.
 *
 * <pre>
 *   one thread     ── handshake ── refusal ·········· closes ·········· tells the caller
 *   the other one                            writes?           fails the request as "closed"?
 * </pre>
 *
 * The refusing thread stops at each dotted line until the other one has had its turn.
 */
class RefusalOrderTest {
    private static final String URI = "https://" + API + "/";

    /** The trust manager refuses. */
    @ParameterizedTest
    @EnumSource
    void tells_the_verdict_of_a_full_handshake_though_another_thread_finds_the_connection_closed(TlsVersion version)
            throws Exception {
        SteppedConnector connector = new SteppedConnector().writerShakesHands().afterClose(RefusalOrderTest::close);
        try (TlsServer server = serve(SECOND, version);
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)), connector.newClient(), new TestNetwork().host(API, server))) {
            client.refusal(URI);
            assertEquals(0, client.bytesAt(server));
        }
    }

    /** The listener refuses, at the end of a handshake for which no trust manager is asked. */
    @ParameterizedTest
    @EnumSource
    void tells_the_verdict_of_a_resumed_session_though_another_thread_finds_the_connection_closed(TlsVersion version)
            throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        SteppedConnector connector = new SteppedConnector().writerShakesHands();
        try (TlsServer server = serve(FIRST, version);
                TestClient client =
                        TestClient.start(linchpin, connector.newClient(), new TestNetwork().host(API, server))) {
            client.get(URI);
            assertTrue(server.closeConnections(Duration.ofSeconds(10)));
            long before = server.requestBytes();
            connector.afterClose(RefusalOrderTest::close);
            client.jetty().getRequestListeners().addBeginListener(request -> linchpin.replacePolicy(pinned(SECOND)));
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    /**
     * Conscrypt's engine puts the bytes that end a handshake and the first ones of the request into one packet, if it is given
     * both; Jetty sends the packet before it tells its listeners.
     */
    @ParameterizedTest
    @EnumSource
    void sends_nothing_together_with_the_end_of_a_resumed_handshake(TlsVersion version) throws Exception {
        Linchpin linchpin =
                Pki.builder(pinned(FIRST)).provider(Conscrypt.newProvider()).build();
        SteppedConnector connector =
                new SteppedConnector().requestAlwaysAtHand().writerShakesHands();
        try (TlsServer server = serve(FIRST, version);
                TestClient client =
                        TestClient.start(linchpin, connector.newClient(), new TestNetwork().host(API, server))) {
            client.get(URI);
            assertTrue(server.closeConnections(Duration.ofSeconds(10)));
            long before = server.requestBytes();
            client.jetty().getRequestListeners().addBeginListener(request -> linchpin.replacePolicy(pinned(SECOND)));
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    /** The policy changes between the verdict of the trust manager and the end of the handshake. */
    @Test
    void sends_nothing_that_another_thread_writes_before_the_connection_is_closed() throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        SteppedConnector connector = new SteppedConnector().beforeClose(RefusalOrderTest::write);
        HttpClient jetty = connector.newClient();
        jetty.addBean(new SslHandshakeListener() {
            @Override
            public void handshakeSucceeded(Event event) {
                linchpin.replacePolicy(pinned(SECOND));
            }
        });
        try (TlsServer server = serve(FIRST, TlsVersion.TLS_1_2);
                TestClient client = TestClient.start(linchpin, jetty, new TestNetwork().host(API, server))) {
            client.refusal(URI);
            assertEquals(0, client.bytesAt(server));
        }
    }

    private static TlsServer serve(TestCertificate leaf, TlsVersion version) {
        return TlsServer.builder().present(leaf.presented()).versions(version).start();
    }

    /** What Jetty's other thread does when it reads the end of the connection. */
    private static void close(SslEndPoint endPoint) {
        endPoint.getConnection().close();
    }

    private static void write(SslEndPoint endPoint) {
        try {
            endPoint.flush(ByteBuffer.wrap("GET /early HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException refused) {
            // As it should be.
        }
    }
}
