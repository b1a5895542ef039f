package dev.linchpin.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsHttpAsyncClientBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Spring Boot's builders make HttpClient's connection manager and client by themselves, with the settings of the application
 * ({@code spring.http.clients.*}), and let it customise the builder of each.
 */
class SpringBootTest {
    private static final String HOST = "localhost";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final TestCertificate ROGUE = ROOT.leaf(HOST);

    private final HttpClientSettings settings = HttpClientSettings.defaults()
            .withConnectTimeout(Duration.ofSeconds(20))
            .withReadTimeout(Duration.ofSeconds(20));

    private final Linchpin linchpin = Linchpin.builder()
            .trustedCertificates(List.of(ROOT.certificate()))
            .policy(PinPolicy.builder()
                    .pin(HOST, LEAF.pin(), TestKey.generate().pin())
                    .build())
            .build();

    @Test
    void rejects_another_key_and_clear_text_with_both_customizers() throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        ClientHttpRequestFactory requests = ClientHttpRequestFactoryBuilder.httpComponents()
                .withConnectionManagerCustomizer(pinning::connections)
                .withHttpClientCustomizer(pinning::client)
                .build(settings);
        try (TlsServer genuine = serve(LEAF);
                TlsServer rogue = serve(ROGUE);
                ServerSocket clear = clearText()) {
            assertEquals(200, get(requests, genuine.uri(HOST, "/")));
            assertMismatch(assertThrows(IOException.class, () -> get(requests, rogue.uri(HOST, "/"))));
            assertEquals(0, rogue.requestBytes());
            assertMismatch(assertThrows(IOException.class, () -> get(requests, http(clear))));
            assertNobodyCame(clear);
        }
    }

    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> pinned(Linchpin linchpin) {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        return boot ->
                boot.withConnectionManagerCustomizer(pinning::connections).withHttpClientCustomizer(pinning::client);
    }

    @Test
    void rejects_another_key_in_every_client_that_is_made_with_the_bean() throws Exception {
        var customizer = pinned(linchpin);
        for (int made = 0; made < 2; made++) {
            ClientHttpRequestFactory requests = customizer
                    .customize(ClientHttpRequestFactoryBuilder.httpComponents())
                    .build(settings);
            try (TlsServer genuine = serve(LEAF);
                    TlsServer rogue = serve(ROGUE)) {
                assertEquals(200, get(requests, genuine.uri(HOST, "/")));
                assertMismatch(assertThrows(IOException.class, () -> get(requests, rogue.uri(HOST, "/"))));
                assertEquals(0, rogue.requestBytes());
            }
        }
    }

    @Test
    void rejects_another_key_and_clear_text_in_the_asynchronous_client() throws Exception {
        HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
        try (TlsServer genuine = serve(LEAF);
                TlsServer rogue = serve(ROGUE);
                ServerSocket clear = clearText();
                CloseableHttpAsyncClient client = new HttpComponentsHttpAsyncClientBuilder()
                        .withConnectionManagerCustomizer(pinning::connections)
                        .withCustomizer(pinning::client)
                        .build(settings)) {
            client.start();
            assertEquals(200, get(client, genuine.uri(HOST, "/")).getCode());
            assertMismatch(assertThrows(ExecutionException.class, () -> get(client, rogue.uri(HOST, "/"))));
            assertEquals(0, rogue.requestBytes());
            assertMismatch(assertThrows(ExecutionException.class, () -> get(client, http(clear))));
            assertNobodyCame(clear);
        }
    }

    /**
     * <pre>
     *   withHttpClientCustomizer(pinning::client)                 nobody judges connections when they are made
     *   withConnectionManagerCustomizer(pinning::connections)     nobody looks at http://localhost
     *   withConnectionManagerCustomizer(install(new client))      the gate stands in a client that nobody uses
     * </pre>
     */
    @Test
    void rejects_the_first_request_of_half_an_installation() throws Exception {
        HttpComponentsClientHttpRequestFactoryBuilder boot = ClientHttpRequestFactoryBuilder.httpComponents();
        assertRefusesEverything(
                boot.withHttpClientCustomizer(HttpClient5Pinning.of(linchpin)::client),
                "HttpClient5Pinning.connections was not applied");
        assertRefusesEverything(
                boot.withConnectionManagerCustomizer(HttpClient5Pinning.of(linchpin)::connections),
                "HttpClient5Pinning.client was not applied");
        assertRefusesEverything(
                boot.withConnectionManagerCustomizer(
                        connections -> HttpClient5Pinning.install(linchpin, HttpClientBuilder.create(), connections)),
                "The builder of this connection manager is used up");
    }

    @Test
    void says_how_to_install_where_the_connection_manager_is_made() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> ClientHttpRequestFactoryBuilder.httpComponents()
                        .withHttpClientCustomizer(client -> HttpClient5Pinning.install(linchpin, client))
                        .build(settings));
        assertTrue(
                e.getMessage().contains("as Spring Boot does, make one HttpClient5Pinning.of(linchpin)"), e::toString);
    }

    private void assertRefusesEverything(HttpComponentsClientHttpRequestFactoryBuilder boot, String sentence)
            throws Exception {
        ClientHttpRequestFactory requests = boot.build(settings);
        try (TlsServer genuine = serve(LEAF);
                ServerSocket clear = clearText()) {
            for (URI uri : List.of(http(clear), genuine.uri(HOST, "/"))) {
                IllegalStateException e = assertThrows(IllegalStateException.class, () -> get(requests, uri));
                assertTrue(e.getMessage().contains(sentence), e::toString);
            }
            assertEquals(0, genuine.requestBytes());
            assertNobodyCame(clear);
        }
    }

    private static int get(ClientHttpRequestFactory requests, URI uri) throws IOException {
        try (ClientHttpResponse response =
                requests.createRequest(uri, HttpMethod.GET).execute()) {
            return response.getStatusCode().value();
        }
    }

    private static SimpleHttpResponse get(CloseableHttpAsyncClient client, URI uri) throws Exception {
        return client.execute(SimpleRequestBuilder.get(uri).build(), null).get(20, TimeUnit.SECONDS);
    }

    private static void assertMismatch(Exception refusal) {
        assertTrue(PinMismatchException.in(refusal).isPresent(), refusal::toString);
    }

    private static void assertNobodyCame(ServerSocket listener) throws IOException {
        listener.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, listener::accept);
    }

    private static TlsServer serve(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented()).start();
    }

    private static ServerSocket clearText() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static URI http(ServerSocket server) {
        return URI.create("http://" + HOST + ":" + server.getLocalPort() + "/");
    }
}
