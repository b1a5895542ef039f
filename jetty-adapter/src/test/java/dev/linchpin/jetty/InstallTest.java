package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InstallTest {
    private static final String URI = "https://" + API + "/";

    private final Linchpin linchpin = linchpin(pinned(FIRST));

    @Test
    void returns_the_same_client() {
        HttpClient client = new HttpClient();
        assertSame(client, JettyPinning.install(linchpin, client));
    }

    @Test
    void refuses_a_client_that_is_started() throws Exception {
        HttpClient client = new HttpClient();
        client.start();
        refusal("started already", () -> JettyPinning.install(linchpin, client));
        client.stop();
    }

    @Test
    void refuses_to_be_installed_twice() {
        HttpClient client = JettyPinning.install(linchpin, new HttpClient());
        refusal("one install per client", () -> JettyPinning.install(linchpin, client));
    }

    static Stream<Arguments> settings() {
        return Stream.concat(
                liveSettings(),
                Stream.of(
                        setting("has a trust store", ssl -> ssl.setTrustStore(keyStore())),
                        setting("has a key store", ssl -> ssl.setKeyStore(keyStore())),
                        setting("has an SSLContext of its own", ssl -> ssl.setSslContext(defaultContext()))));
    }

    /** Those that Jetty reads for each connection; it loads stores and contexts only when it starts. */
    static Stream<Arguments> liveSettings() {
        return Stream.of(
                setting("trusts all certificates", ssl -> ssl.setTrustAll(true)),
                setting("does not verify host names", ssl -> ssl.setEndpointIdentificationAlgorithm(null)),
                setting("does not verify host names", ssl -> ssl.setEndpointIdentificationAlgorithm("LDAPS")),
                setting("disables session caching", ssl -> ssl.setSessionCachingEnabled(false)),
                setting("names a provider", ssl -> ssl.setProvider("SunJSSE")));
    }

    private static Arguments setting(String complaint, Consumer<SslContextFactory.Client> setting) {
        return Arguments.of(complaint, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void refuses_settings_that_weaken_the_policy(String complaint, Consumer<SslContextFactory.Client> setting) {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        setting.accept(ssl);
        HttpClient client = new HttpClient();
        client.setSslContextFactory(ssl);
        refusal(complaint, () -> JettyPinning.install(linchpin, client));
        assertSame(ssl, client.getSslContextFactory(), "installed by half");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void does_not_start_with_such_settings(String complaint, Consumer<SslContextFactory.Client> setting) {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        HttpClient client = new HttpClient();
        client.setSslContextFactory(ssl);
        JettyPinning.install(linchpin, client);
        setting.accept(ssl);
        refusal(complaint, client::start);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("liveSettings")
    void connects_to_nobody_with_such_settings(String complaint, Consumer<SslContextFactory.Client> setting)
            throws Exception {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        HttpClient jetty = new HttpClient();
        jetty.setSslContextFactory(ssl);
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, jetty, new TestNetwork().host(API, server))) {
            setting.accept(ssl);
            Throwable failure = client.failure(URI);
            assertTrue(failure.toString().contains(complaint), failure::toString);
            assertEquals(0, client.bytesAt(server));
        }
    }

    /** Neither store nor context of a started factory is in use before {@code reload}. */
    @Test
    void connects_to_nobody_after_a_reload_with_another_context() throws Exception {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        HttpClient jetty = new HttpClient();
        jetty.setSslContextFactory(ssl);
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, jetty, new TestNetwork().host(API, server))) {
            ssl.reload(factory -> factory.setSslContext(defaultContext()));
            Throwable failure = client.failure(URI);
            assertTrue(failure.toString().contains("has an SSLContext of its own"), failure::toString);
            assertEquals(0, client.bytesAt(server));
        }
    }

    @Test
    void does_not_start_with_another_ssl_context_factory() {
        HttpClient client = JettyPinning.install(linchpin, new HttpClient());
        client.setSslContextFactory(new SslContextFactory.Client());
        refusal("replaced after the pin policy was installed", client::start);
    }

    @Test
    void refuses_an_ssl_context_factory_that_serves_another_client() {
        HttpClient first = JettyPinning.install(linchpin, new HttpClient());
        HttpClient second = new HttpClient();
        second.setSslContextFactory(first.getSslContextFactory());
        refusal("plain SslContextFactory.Client for each client", () -> JettyPinning.install(linchpin, second));
    }

    @Test
    void refuses_an_ssl_context_factory_that_is_started() throws Exception {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        ssl.start();
        HttpClient client = new HttpClient();
        client.setSslContextFactory(ssl);
        refusal("SslContextFactory is started already", () -> JettyPinning.install(linchpin, client));
        ssl.stop();
    }

    @ParameterizedTest
    @EnumSource
    void respects_the_protocols_that_the_user_has_chosen(Mode mode) throws Exception {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        ssl.setIncludeProtocols("TLSv1.2");
        HttpClient jetty = mode.newClient();
        jetty.setSslContextFactory(ssl);
        TlsServer.Builder server = TlsServer.builder().present(FIRST.presented());
        try (TlsServer modern = server.versions(TlsVersion.TLS_1_3).start();
                TlsServer both =
                        server.versions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3).start()) {
            TestNetwork network = new TestNetwork().host(API, both);
            try (TestClient client = TestClient.start(linchpin, jetty, network)) {
                client.get(URI);
                client.jetty().getDestinations().forEach(client.jetty()::removeDestination);
                network.host(API, modern);
                client.failure(URI);
            }
        }
    }

    @Test
    void respects_the_limits_of_the_users_pool() throws Exception {
        HttpClient jetty = Mode.HTTP_2.newClient();
        jetty.getBean(HttpClientTransport.class).setConnectionPoolFactory(destination -> {
            DuplexConnectionPool pool = new DuplexConnectionPool(destination, 1);
            pool.setMaxUsage(2);
            return pool;
        });
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, jetty, new TestNetwork().host(API, server))) {
            for (int i = 0; i < 4; i++) {
                client.get(URI);
            }
            assertEquals(2, server.connections().size());
        }
    }

    /** QUIC does TLS in native code: neither SSLContext nor trust manager are asked, so nobody would look at the pins. */
    @Test
    void refuses_http3() {
        HttpClient client = new HttpClient(Http3.transport());
        SslContextFactory.Client before = client.getSslContextFactory();
        refusal("HttpClientTransportOverHTTP3", () -> JettyPinning.install(linchpin, client));
        assertSame(before, client.getSslContextFactory(), "installed by half");
    }

    @Test
    void refuses_http3_in_a_dynamic_transport() {
        HttpClient client = new HttpClient(new HttpClientTransportDynamic(
                new ClientConnector(), HttpClientConnectionFactory.HTTP11, Http3.protocol()));
        refusal("over QUIC", () -> JettyPinning.install(linchpin, client));
    }

    /** Nothing tells before there is a request: how a protocol names its transport differs between 12.0 and 12.1. */
    @Test
    void refuses_requests_of_a_protocol_that_brings_a_secure_transport() throws Exception {
        HttpClient jetty =
                new HttpClient(new HttpClientTransportDynamic(new ClientConnector(), new OverSecureTransport()));
        try (TestClient client = TestClient.start(linchpin, jetty, new TestNetwork())) {
            refusedRequest(() -> client.get(URI));
        }
    }

    private static final class OverSecureTransport extends ClientConnectionFactory.Info {
        OverSecureTransport() {
            super(HttpClientConnectionFactory.HTTP11.getClientConnectionFactory());
        }

        @Override
        public List<String> getProtocols(boolean secure) {
            return HttpClientConnectionFactory.HTTP11.getProtocols(secure);
        }

        /** How Jetty 12.0 asks. */
        @SuppressWarnings({"MissingOverride", "UnusedMethod", "EffectivelyPrivate"})
        public Transport newTransport() {
            return new SecureTransport();
        }

        /** How Jetty 12.1 asks. */
        @SuppressWarnings({"MissingOverride", "UnusedMethod", "EffectivelyPrivate"})
        public Transport getTransport() {
            return new SecureTransport();
        }
    }

    @Test
    void refuses_a_client_that_has_lost_its_transport() {
        HttpClient client = new HttpClient();
        client.removeBean(client.getBean(HttpClientTransport.class));
        refusal("lost its transport", () -> JettyPinning.install(linchpin, client));
    }

    @ParameterizedTest
    @EnumSource
    void refuses_a_request_that_chooses_quic(Mode mode) throws Exception {
        try (TestClient client = TestClient.start(linchpin, mode, new TestNetwork())) {
            refusedRequest(
                    () -> client.request(URI).transport(new SecureTransport()).send());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_https_over_a_unix_domain_socket(Mode mode) throws Exception {
        Path path = Files.createTempDirectory("linchpin").resolve("socket");
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork())) {
            listener.bind(UnixDomainSocketAddress.of(path));
            refusedRequest(() ->
                    client.request(URI).transport(new Transport.TCPUnix(path)).send());
        }
    }

    /** Jetty 12.0 throws out of {@code send} what 12.1 reports. */
    private static void refusedRequest(Executable send) {
        Throwable failure = assertThrows(Exception.class, send);
        Throwable refusal = failure instanceof ExecutionException ? failure.getCause() : failure;
        assertInstanceOf(IllegalStateException.class, refusal);
        assertTrue(refusal.toString().contains("to be reached by TCP"), refusal::toString);
    }

    private static void refusal(String complaint, Executable install) {
        Throwable refusal = assertThrows(IllegalStateException.class, install);
        assertTrue(refusal.toString().contains(complaint), refusal::toString);
    }

    private static KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
