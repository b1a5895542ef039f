package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.ClientMode.LOOPBACK;
import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.assertNobodyCame;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frameworks build the connection manager first, and the client around it afterwards; the application has a say in the
 * builder of each.
 */
class HalvesTest {
    private static final String UNLISTED = "unlisted.linchpin.test";

    private final Linchpin linchpin = linchpin(OLD);

    @ParameterizedTest
    @EnumSource
    void judges_new_and_pooled_connections_with_both_halves(Framework framework) throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (TlsServer genuine = serve(OLD);
                TlsServer rogue = serve(NEW);
                ClientMode.Client client = framework.client(pinning, pinning, null)) {
            client.get(genuine.uri(HOST, "/"));
            assertMismatch(client, rogue.uri(HOST, "/"));
            assertNothingReceived(rogue);

            long before = genuine.requestBytes();
            linchpin.replacePolicy(pinning(HOST, NEW));
            assertMismatch(client, genuine.uri(HOST, "/"));
            assertEquals(before, genuine.requestBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejects_clear_text_to_a_listed_host_with_both_halves(Framework framework) throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (ServerSocket server = clearText();
                ClientMode.Client client = framework.client(pinning, pinning, null)) {
            assertMismatch(client, http(HOST, server));
            assertNobodyCame(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejects_every_request_without_the_half_of_the_connections(Framework framework) throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (ClientMode.Client client = framework.client(null, pinning, null)) {
            assertRefusesEverything(client, "HttpClient5Pinning.connections was not applied");
        }
    }

    // The TLS strategy of the manager refuses rogues, but nobody looks at http://api.linchpin.test, redirects, pooled
    // peers.
    @ParameterizedTest
    @EnumSource
    void rejects_every_request_without_the_half_of_the_client(Framework framework) throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (ClientMode.Client client = framework.client(pinning, null, null)) {
            assertRefusesEverything(client, "HttpClient5Pinning.client was not applied");
        }
    }

    // Two clients of one object: the first has both halves, the second that of its connections alone.
    @ParameterizedTest
    @EnumSource
    void rejects_clear_text_to_a_listed_host_though_another_client_has_the_other_half(Framework framework)
            throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (ServerSocket server = clearText();
                ClientMode.Client whole = framework.client(pinning, pinning, null);
                ClientMode.Client half = framework.client(pinning, null, null)) {
            assertMismatch(whole, http(HOST, server));
            assertNames(assertRefused(half, http(HOST, server)), "one HttpClient5Pinning serves one client");
            assertNobodyCame(server);
        }
    }

    // framework: new manager builder ──> application: install(linchpin, a client of its own, builder) ──> framework:
    // builds
    // from the same builder again, for its own client, which asks nobody
    @ParameterizedTest
    @EnumSource
    void rejects_every_request_over_connections_that_were_made_for_another_client(Framework framework)
            throws Exception {
        try (ClientMode.Client client = framework.clientOfUsedConnections(linchpin)) {
            assertRefusesEverything(client, "The builder of this connection manager is used up");
        }
    }

    @ParameterizedTest
    @EnumSource
    void judges_the_origin_behind_a_proxy(Framework framework) throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (TlsServer genuine = serve(OLD);
                TlsServer rogue = serve(NEW);
                Relay proxy = Relay.proxyTo(genuine.port());
                ClientMode.Client whole = framework.client(pinning, pinning, proxy);
                ClientMode.Client half = framework.client(HttpClient5Pinning.of(linchpin), null, proxy)) {
            assertTrue(whole.get(URI.create("https://" + HOST + "/")).startsWith(genuine.port() + " "));
            proxy.switchTo(rogue.port());
            assertMismatch(whole, URI.create("https://" + HOST + ":4443/"));
            assertNames(
                    assertRefused(half, URI.create("https://" + HOST + "/")),
                    "HttpClient5Pinning.client was not applied");
            assertNothingReceived(rogue);
        }
    }

    @Test
    void connects_with_the_tls_configuration_that_it_was_given() throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin)
                .with(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build());
        try (TlsServer server = serve(OLD);
                ClientMode.Client client = Framework.ASYNC.client(pinning, pinning, null)) {
            assertEquals(server.port() + " HTTP/1.1 /x", client.get(server.uri(HOST, "/x")));
        }
    }

    private void assertRefusesEverything(ClientMode.Client client, String sentence) throws Exception {
        try (TlsServer listed = serve(OLD);
                TlsServer unlisted = serve(ISSUING.leaf(UNLISTED));
                ServerSocket clear = clearText()) {
            assertNames(assertRefused(client, http(HOST, clear)), sentence);
            // More requests than the pool has connections of one route.
            for (int i = 0; i < 6; i++) {
                assertNames(assertRefused(client, http(UNLISTED, clear)), sentence);
            }
            assertNobodyCame(clear);
            assertNames(assertRefused(client, listed.uri(HOST, "/")), sentence);
            assertNames(assertRefused(client, unlisted.uri(UNLISTED, "/")), sentence);
            assertNothingReceived(listed);
            assertNothingReceived(unlisted);
        }
    }

    private static void assertNames(Exception refusal, String sentence) {
        assertTrue(refusal.toString().contains(sentence), refusal::toString);
    }

    private static ServerSocket clearText() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static URI http(String host, ServerSocket server) {
        return URI.create("http://" + host + ":" + server.getLocalPort() + "/");
    }

    /** Builds in the order in which Spring Boot does. */
    enum Framework {
        CLASSIC {
            @Override
            ClientMode.Client client(
                    @Nullable HttpClient5Pinning ofConnections,
                    @Nullable HttpClient5Pinning ofClient,
                    @Nullable Relay proxy) {
                PoolingHttpClientConnectionManagerBuilder connections =
                        PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(LOOPBACK);
                if (ofConnections != null) {
                    ofConnections.connections(connections);
                }
                HttpClientBuilder client = HttpClientBuilder.create()
                        .setConnectionManager(connections.build())
                        .setProxy(host(proxy));
                if (ofClient != null) {
                    ofClient.client(client);
                }
                return ClientMode.classic(client);
            }

            @Override
            ClientMode.Client clientOfUsedConnections(Linchpin linchpin) {
                PoolingHttpClientConnectionManagerBuilder connections =
                        PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(LOOPBACK);
                HttpClient5Pinning.install(linchpin, HttpClientBuilder.create(), connections);
                HttpClientBuilder client = HttpClientBuilder.create().setConnectionManager(connections.build());
                return ClientMode.classic(client);
            }
        },
        ASYNC {
            @Override
            ClientMode.Client client(
                    @Nullable HttpClient5Pinning ofConnections,
                    @Nullable HttpClient5Pinning ofClient,
                    @Nullable Relay proxy) {
                PoolingAsyncClientConnectionManagerBuilder connections =
                        PoolingAsyncClientConnectionManagerBuilder.create().setDnsResolver(LOOPBACK);
                if (ofConnections != null) {
                    ofConnections.connections(connections);
                }
                HttpAsyncClientBuilder client = HttpAsyncClientBuilder.create()
                        .setConnectionManager(connections.build())
                        .setProxy(host(proxy));
                if (ofClient != null) {
                    ofClient.client(client);
                }
                return ClientMode.async(client.build());
            }

            @Override
            ClientMode.Client clientOfUsedConnections(Linchpin linchpin) {
                PoolingAsyncClientConnectionManagerBuilder connections =
                        PoolingAsyncClientConnectionManagerBuilder.create().setDnsResolver(LOOPBACK);
                HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create(), connections);
                HttpAsyncClientBuilder client =
                        HttpAsyncClientBuilder.create().setConnectionManager(connections.build());
                return ClientMode.async(client.build());
            }
        };

        /** A client whose halves come from the given objects, or are missing. */
        abstract ClientMode.Client client(
                @Nullable HttpClient5Pinning ofConnections,
                @Nullable HttpClient5Pinning ofClient,
                @Nullable Relay proxy);

        /** What an application writes that has only the builder of the connection manager at hand. */
        abstract ClientMode.Client clientOfUsedConnections(Linchpin linchpin);

        private static @Nullable HttpHost host(@Nullable Relay proxy) {
            return proxy == null ? null : new HttpHost("127.0.0.1", proxy.port());
        }
    }
}
