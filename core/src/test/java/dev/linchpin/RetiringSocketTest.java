package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets for clients that hold one factory for ever, and ask a pooled socket whether it still takes output. */
class RetiringSocketTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final PinPolicy RIGHT = TestPolicies.pin(HOST, LEAF.pin());
    private static final PinPolicy WRONG =
            TestPolicies.pin(HOST, TestCertificate.root("Elsewhere").pin());

    private final Linchpin linchpin = TestPolicies.trusting(ROOT).policy(RIGHT).build();
    private final SSLSocketFactory sockets = linchpin.adapterTls().retiringSocketFactory();

    private static TlsServer serve() {
        return TlsServer.builder().present(LEAF.presented()).start();
    }

    private SSLSocket connect(TlsServer server, String host) throws IOException {
        Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.port());
        return (SSLSocket) sockets.createSocket(raw, host, server.port(), true);
    }

    /** What is under way, here a request and its answer, ends in peace. */
    @ParameterizedTest
    @EnumSource
    void takes_no_more_output_after_a_change_of_policy_and_passes_it_all_the_same(TlsVersion version) throws Exception {
        try (TlsServer server = serve();
                SSLSocket socket = connect(server, HOST)) {
            socket.setEnabledProtocols(new String[] {version == TlsVersion.TLS_1_3 ? "TLSv1.3" : "TLSv1.2"});
            socket.startHandshake();
            assertFalse(socket.isOutputShutdown());
            linchpin.replacePolicy(WRONG);
            assertTrue(socket.isOutputShutdown());
            assertFalse(socket.isClosed());
            Connection.ask(socket);
        }
    }

    /** Its peer was accepted by the policy in force, whichever was in force when it was made. */
    @Test
    void takes_output_if_the_policy_changed_before_the_handshake() throws Exception {
        try (TlsServer server = serve();
                SSLSocket socket = connect(server, HOST)) {
            linchpin.replacePolicy(RIGHT);
            socket.startHandshake();
            assertFalse(socket.isOutputShutdown());
        }
    }

    @ParameterizedTest
    @EnumSource
    void resumes_no_session_of_an_older_generation(TlsVersion version) throws Exception {
        try (TlsServer server = serve()) {
            Connection.open(sockets, HOST, server, version);
            Connection.open(sockets, HOST, server, version);
            linchpin.replacePolicy(RIGHT);
            Connection.open(sockets, HOST, server, version);
            assertEquals(
                    List.of(false, true, false),
                    server.connections().stream()
                            .map(TlsServer.Connection::resumed)
                            .toList());
            linchpin.replacePolicy(WRONG);
            assertThrows(IOException.class, () -> Connection.open(sockets, HOST, server, version));
        }
    }

    /** Unlike a guarded socket, which leaves names that no rule covers to clients that ask for them. */
    @Test
    void refuses_another_name_for_an_unlisted_host() throws Exception {
        try (TlsServer server = serve();
                SSLSocket socket = connect(server, "unlisted.linchpin.test")) {
            IOException refusal = assertThrows(IOException.class, socket::startHandshake);
            assertTrue(PeerIdentityException.find(refusal).isPresent());
            assertEquals(0, server.requestBytes());
        }
    }

    @Test
    void retires_however_it_was_made() throws Exception {
        try (TlsServer server = serve()) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            SSLSocket unconnected = (SSLSocket) sockets.createSocket();
            unconnected.connect(new InetSocketAddress(loopback, server.port()));
            List<Socket> all = List.of(
                    unconnected,
                    sockets.createSocket(loopback, server.port()),
                    sockets.createSocket(loopback, server.port(), loopback, 0),
                    sockets.createSocket("localhost", server.port()),
                    sockets.createSocket("localhost", server.port(), loopback, 0));
            assertTrue(all.stream().noneMatch(Socket::isOutputShutdown));
            linchpin.replacePolicy(RIGHT);
            assertTrue(all.stream().allMatch(Socket::isOutputShutdown));
            for (Socket socket : all) {
                socket.close();
            }
        }
    }

    @Test
    void is_one_factory_for_ever() {
        linchpin.replacePolicy(WRONG);
        assertSame(sockets, linchpin.adapterTls().retiringSocketFactory());
        assertTrue(sockets.getDefaultCipherSuites().length > 0);
        assertTrue(sockets.getSupportedCipherSuites().length > 0);
    }
}
