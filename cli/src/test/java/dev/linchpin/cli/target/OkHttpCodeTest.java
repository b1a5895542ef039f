package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.linchpin.cli.driver.Policies;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.CertificatePinner;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written for OkHttp keeps where OkHttp's CertificatePinner alone does not: a host with a dot at its end, a redirect to clear
 * text, code that takes the pins away again. The gauntlet plays CertificatePinner itself, and lists what it fails.
 */
class OkHttpCodeTest {
    private static final Gauntlet GAUNTLET = Gauntlet.open();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trailing-dot-host",
                "trailing-dot-host-other-key",
                "redirect-to-clear-text",
                "redirect-to-other-port",
                "coalesced-connection",
                "ip-literal-host",
                "root-pinned-not-sent"
            })
    void keeps(String scenario) {
        boolean coalesces = scenario.equals("coalesced-connection");
        assertKept(scenario, coalesces ? Protocol.HTTP_2 : Protocol.HTTP_1_1, new OkHttpClient.Builder());
    }

    /**
     * <pre>
     *   interceptor of the application: chain.withCertificatePinner(DEFAULT)
     *   client ══ TLS, not pinned ══ impostor
     *   client ── GET ──╳ impostor              the exchange is judged before its first byte
     * </pre>
     */
    @Test
    void refuses_an_exchange_whose_connection_other_code_has_unpinned() {
        Interceptor unpinning =
                chain -> chain.withCertificatePinner(CertificatePinner.DEFAULT).proceed(chain.request());
        for (Protocol protocol : List.of(Protocol.HTTP_1_1, Protocol.HTTP_2)) {
            assertKept("other-key-same-ca", protocol, new OkHttpClient.Builder().addInterceptor(unpinning));
        }
    }

    private void assertKept(String scenario, Protocol protocol, OkHttpClient.Builder options) {
        Result result = GAUNTLET.play(GAUNTLET.scenario(scenario), new Emitted(folder, options), protocol);
        assertFalse(result.unexpected(), result.toString());
    }

    /** OkHttp with its own options, and the pins that were emitted for the policy of the scenario. */
    private record Emitted(Path folder, OkHttpClient.Builder options) implements Driver {
        @Override
        public String name() {
            return "okhttp-java";
        }

        @Override
        public List<Protocol> protocols() {
            return List.of(Protocol.HTTP_1_1, Protocol.HTTP_2);
        }

        @Override
        public Client open(Setup setup) throws Exception {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            for (int i = 0; i < setup.trustAnchors().size(); i++) {
                anchors.setCertificateEntry("anchor-" + i, setup.trustAnchors().get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(anchors);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {trust.getTrustManagers()[0]}, null);
            options.dns(setup::resolve)
                    .protocols(
                            setup.protocol() == Protocol.HTTP_2
                                    ? List.of(okhttp3.Protocol.HTTP_2, okhttp3.Protocol.HTTP_1_1)
                                    : List.of(okhttp3.Protocol.HTTP_1_1))
                    .callTimeout(setup.patience())
                    .sslSocketFactory(tls.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0]);
            return new Pinned(pinned(setup.policy()));
        }

        private OkHttpClient pinned(PolicySpec policy) throws Exception {
            Path own = Files.createTempDirectory(folder, "policy-");
            CompiledPins pins = CompiledPins.of("okhttp-java", Policies.policy(policy), own, List.of());
            return ((OkHttpClient.Builder) pins.call("install", options)).build();
        }

        @Override
        public boolean isPinRefusal(Throwable failure) {
            return failure instanceof SSLPeerUnverifiedException
                    && String.valueOf(failure.getMessage()).startsWith("Certificate pinning failure!");
        }
    }

    private record Pinned(OkHttpClient client) implements Client {
        @Override
        public Reply get(URI uri) throws IOException {
            Request request = new Request.Builder().url(uri.toString()).build();
            try (Response response = client.newCall(request).execute()) {
                return new Reply(response.code(), response.body().string());
            }
        }

        @Override
        public void replacePolicy(PolicySpec policy) {
            throw new UnsupportedOperationException("pins are fixed when a client is made");
        }

        @Override
        public void close() {
            client.connectionPool().evictAll();
        }
    }
}
