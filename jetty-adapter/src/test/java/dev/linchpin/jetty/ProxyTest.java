package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.BACKUP;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.ROOT;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.UnlistedHosts;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * <pre>
 *   client ── CONNECT api.linchpin.test:443 ──▶ proxy ══ tunnel ══▶ server
 * </pre>
 */
class ProxyTest {
    private static final String PROXY = "proxy.linchpin.test";
    private static final String URI = "https://" + API + "/";
    private static final TestCertificate PROXY_LEAF = ROOT.leaf(PROXY);

    private static HttpClient through(Mode mode, ConnectProxy proxy, boolean secure) {
        HttpClient client = mode.newClient();
        client.getProxyConfiguration()
                .addProxy(new HttpProxy(
                        new Origin.Address(PROXY, proxy.port()),
                        secure,
                        new Origin.Protocol(List.of("http/1.1"), false)));
        return client;
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "DYNAMIC"})
    void judges_the_origin_behind_a_proxy(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(PinPolicy.builder()
                .pin(API, FIRST.pin(), BACKUP)
                .unlistedHosts(UnlistedHosts.DENY)
                .build());
        try (TlsServer server = Pki.serve(FIRST);
                ConnectProxy proxy = ConnectProxy.start(server.port());
                TestClient client = TestClient.start(linchpin, through(mode, proxy, false), new TestNetwork())) {
            client.get(URI);
            assertTrue(proxy.heads().get(0).startsWith("CONNECT " + API + ":443 "), proxy.heads()::toString);
            linchpin.replacePolicy(pinned(SECOND));
            long before = server.requestBytes();
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    /** Two handshakes: the outer one with the proxy, the inner one with the origin. */
    @Test
    void judges_a_tls_proxy_and_the_origin_each_under_its_own_name() throws Exception {
        Linchpin linchpin = linchpin(PinPolicy.builder()
                .pin(API, FIRST.pin(), BACKUP)
                .pin(PROXY, PROXY_LEAF.pin(), BACKUP)
                .build());
        try (TlsServer server = Pki.serve(FIRST);
                ConnectProxy proxy = ConnectProxy.start(PROXY_LEAF, server.port());
                TestClient client = TestClient.start(
                        linchpin, through(Mode.HTTP_1, proxy, true), new TestNetwork().host(PROXY, proxy.port()))) {
            client.get(URI);
            client.get(URI);
            assertEquals(1, server.connections().size());
            linchpin.replacePolicy(pinned(SECOND));
            long before = server.requestBytes();
            assertEquals(API, client.refusal(URI).verdict().host().toString());
            assertEquals(before, client.bytesAt(server));
        }
    }

    @Test
    void refuses_a_tls_proxy_whose_pins_do_not_match() throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                ConnectProxy proxy = ConnectProxy.start(PROXY_LEAF, server.port());
                TestClient client = TestClient.start(
                        linchpin(pinned(PROXY, FIRST)),
                        through(Mode.HTTP_1, proxy, true),
                        new TestNetwork().host(PROXY, proxy.port()))) {
            PinMismatchException refusal = client.refusal(URI);
            assertEquals(PROXY, refusal.verdict().host().toString());
            assertTrue(proxy.heads().isEmpty(), proxy.heads()::toString);
        }
    }

    @Test
    void refuses_clear_text_through_a_proxy() throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                ConnectProxy proxy = ConnectProxy.start(PROXY_LEAF, server.port());
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        through(Mode.HTTP_1, proxy, true),
                        new TestNetwork().host(PROXY, proxy.port()))) {
            client.refusal("http://" + API + "/");
            assertTrue(proxy.heads().isEmpty(), proxy.heads()::toString);
        }
    }
}
