package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.ClientMode.LOOPBACK;
import static dev.linchpin.httpclient5.ClientMode.async;
import static dev.linchpin.httpclient5.ClientMode.classic;
import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;

/** Installation is whole or fails; what a user sets beside it is respected or refused, never half-heard. */
class InstallTest {
    private final Linchpin linchpin = linchpin(OLD);

    @Test
    void returns_the_builder_it_was_given() {
        HttpClientBuilder classic = HttpClientBuilder.create();
        assertSame(classic, HttpClient5Pinning.install(linchpin, classic));
        HttpAsyncClientBuilder async = HttpAsyncClientBuilder.create();
        assertSame(async, HttpClient5Pinning.install(linchpin, async));
        H2AsyncClientBuilder http2 = H2AsyncClientBuilder.create();
        assertSame(http2, HttpClient5Pinning.install(linchpin, http2));
    }

    @Test
    void refuses_a_builder_that_has_a_connection_manager() {
        HttpClientBuilder classic = HttpClient5Pinning.install(linchpin, HttpClientBuilder.create());
        assertThrows(IllegalStateException.class, () -> HttpClient5Pinning.install(linchpin, classic));
        HttpAsyncClientBuilder async = HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create());
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> HttpClient5Pinning.install(linchpin, async));
        assertTrue(e.toString().contains("make one HttpClient5Pinning.of(linchpin)"), e::toString);
    }

    // Each of these makes its own TLS connections, which trust the right CA and know nothing of pins.
    @Test
    void refuses_connections_that_its_own_strategy_did_not_make() throws Exception {
        SSLContext unpinned = linchpin(pinning("elsewhere.test", OLD)).sslContext();
        DefaultClientTlsStrategy strategy = new DefaultClientTlsStrategy(unpinned);
        HttpClientBuilder classic = HttpClient5Pinning.install(linchpin, HttpClientBuilder.create())
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(LOOPBACK)
                        .setTlsSocketStrategy(strategy)
                        .build());
        CloseableHttpAsyncClient async = HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(LOOPBACK)
                        .setTlsStrategy(strategy)
                        .build())
                .build();
        CloseableHttpAsyncClient http2 = HttpClient5Pinning.install(linchpin, H2AsyncClientBuilder.create())
                .setDnsResolver(LOOPBACK)
                .setTlsStrategy(strategy)
                .build();
        for (ClientMode.Client client : List.of(classic(classic), async(async), async(http2))) {
            try (client;
                    TlsServer server = serve(OLD)) {
                Exception e = assertRefused(client, server.uri(HOST, "/"));
                assertTrue(e.toString().contains("was not made by"), e::toString);
                assertNothingReceived(server);
            }
        }
    }

    // client --CONNECT--> proxy --> origin: pins are those of the origin, whose TLS runs inside the tunnel
    @Test
    void judges_the_origin_behind_a_proxy() throws Exception {
        try (TlsServer old = serve(OLD);
                TlsServer rotated = serve(NEW);
                Relay proxy = Relay.proxyTo(old.port())) {
            HttpHost via = new HttpHost("127.0.0.1", proxy.port());
            ClientMode.Client classic = classic(HttpClient5Pinning.install(linchpin, HttpClientBuilder.create())
                    .setProxy(via));
            ClientMode.Client async = async(HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create())
                    .setProxy(via)
                    .build());
            try (classic;
                    async) {
                for (ClientMode.Client client : List.of(classic, async)) {
                    linchpin.replacePolicy(pinning(HOST, OLD));
                    proxy.switchTo(old.port());
                    URI uri = URI.create("https://" + HOST + "/");
                    assertTrue(client.get(uri).startsWith(old.port() + " "));

                    linchpin.replacePolicy(pinning(HOST, NEW));
                    long before = old.requestBytes();
                    assertMismatch(client, uri);
                    assertEquals(before, old.requestBytes());

                    proxy.switchTo(rotated.port());
                    assertTrue(client.get(uri).startsWith(rotated.port() + " "));
                }
            }
        }
    }
}
