package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.ClientMode.LOOPBACK;
import static dev.linchpin.httpclient5.ClientMode.classic;
import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the TLS strategy refuses by itself, without the checks of each request. */
class PinningTlsStrategyTest {

    // What HttpClient's own strategy asks for reached no engine before 5.6.4 (CVE-2026-71290).
    @ParameterizedTest
    @EnumSource
    void asks_jsse_to_identify_the_endpoint(ClientMode mode) throws Exception {
        NamelessTrustManager trust = new NamelessTrustManager();
        try (TlsServer server = serve(OLD);
                ClientMode.Client client = mode.client(trust.linchpin(pinning(HOST, OLD)))) {
            client.get(server.uri(HOST, "/"));
            assertEquals(Set.of(URIScheme.HTTPS.id), trust.identification());
        }
    }

    @Test
    void refuses_the_wrong_host_name_before_any_request() throws Exception {
        TestCertificate evil = ISSUING.leaf("evil.test");
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(LOOPBACK)
                .setTlsSocketStrategy(strategy(new NamelessTrustManager().linchpin(pinning(HOST, evil))));
        try (TlsServer server = serve(evil);
                ClientMode.Client client =
                        classic(HttpClientBuilder.create().setConnectionManager(connections.build()))) {
            assertRefused(client, server.uri(HOST, "/"));
            assertNothingReceived(server);
        }
    }

    @Test
    void refuses_a_session_that_was_admitted_under_an_older_policy() throws Exception {
        Linchpin linchpin = Peers.linchpin(OLD);
        PinningTlsStrategy strategy = (PinningTlsStrategy) strategy(linchpin);
        try (TlsServer server = serve(OLD);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket tls = (SSLSocket) linchpin.adapterTls()
                        .context()
                        .getSocketFactory()
                        .createSocket(socket, HOST, server.port(), true)) {
            SSLSession session = tls.getSession();
            strategy.verifySession(HOST, session);

            linchpin.replacePolicy(pinning(HOST, NEW));

            SSLPeerUnverifiedException refusal =
                    assertThrows(SSLPeerUnverifiedException.class, () -> strategy.verifySession(HOST, session));
            assertTrue(PinMismatchException.in(refusal).isPresent());
        }
    }

    private static TlsSocketStrategy strategy(Linchpin linchpin) {
        ConnectionGate gate = new ConnectionGate(linchpin);
        gate.installation().clientIsInPlace();
        return PinningTlsStrategy.ofSockets(linchpin, gate);
    }
}
