package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.assertNobodyCame;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.policy.PinPolicy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.apache.hc.client5.http.RedirectException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each hop is a request of its own. */
class RedirectTest {
    private static final PinPolicy POLICY = PinPolicy.builder()
            .pin(HOST, OLD.pin(), Peers.BACKUP.pin())
            .pin("next.linchpin.test", OLD.pin(), Peers.BACKUP.pin())
            .build();

    @ParameterizedTest
    @EnumSource
    void follows_a_redirect_to_a_host_with_its_own_pins(ClientMode mode) throws Exception {
        try (TlsServer first = serve(OLD);
                TlsServer second = serve(ISSUING.leaf("unlisted.test"));
                ClientMode.Client client = mode.client(linchpin(POLICY))) {
            String answer = client.get(first.uri(HOST, "/redirect?to=" + second.uri("unlisted.test", "/")));
            assertTrue(answer.startsWith(second.port() + " "), answer);
        }
    }

    // api.linchpin.test (genuine) --302--> next.linchpin.test (trusted CA, key not pinned)
    @ParameterizedTest
    @EnumSource
    void refuses_a_redirect_to_a_peer_without_the_pins_of_its_host(ClientMode mode) throws Exception {
        try (TlsServer first = serve(OLD);
                TlsServer rogue = serve(ISSUING.leaf("next.linchpin.test"));
                ClientMode.Client client = mode.client(linchpin(POLICY))) {
            assertMismatch(client, first.uri(HOST, "/redirect?to=" + rogue.uri("next.linchpin.test", "/")));
            assertNothingReceived(rogue);
        }
    }

    // api.linchpin.test (genuine) --302--> http://unlisted.test: no pins to fail, and no TLS either
    @ParameterizedTest
    @EnumSource
    void refuses_a_redirect_from_https_to_http(ClientMode mode) throws Exception {
        try (TlsServer first = serve(OLD);
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ClientMode.Client client = mode.client(linchpin(POLICY))) {
            Exception refusal = assertRefused(
                    client, first.uri(HOST, "/redirect?to=http://unlisted.test:" + second.getLocalPort() + "/"));
            assertTrue(
                    Stream.iterate((Throwable) refusal, e -> e != null, Throwable::getCause)
                            .anyMatch(RedirectException.class::isInstance),
                    refusal::toString);
            assertNobodyCame(second);
        }
    }
}
