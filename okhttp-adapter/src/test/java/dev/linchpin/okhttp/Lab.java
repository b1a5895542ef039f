package dev.linchpin.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One trusted authority, a host, and clients that find every host at 127.0.0.1. */
final class Lab {
    static final String HOST = "api.linchpin.test";
    static final TestCertificate AUTHORITY = TestCertificate.root("Lab Root");
    static final TestCertificate LEAF = AUTHORITY.leaf(HOST);
    static final String BACKUP = TestKey.generate().pin();

    static final MockResponse OK = new MockResponse.Builder().build();

    private Lab() {}

    static TlsServer.Builder server(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented());
    }

    static PinPolicy pinning(String host, TestCertificate pinned) {
        return PinPolicy.builder().pin(host, pinned.pin(), BACKUP).build();
    }

    /** A policy that the trusted, but not pinned, certificates of these tests do not satisfy. */
    static PinPolicy pinningAnotherKey(String host) {
        return PinPolicy.builder().pin(host, TestKey.generate().pin(), BACKUP).build();
    }

    static Linchpin.Builder trusting(PinPolicy policy) {
        return Linchpin.builder()
                .trustedCertificates(List.of(AUTHORITY.certificate()))
                .policy(policy);
    }

    static Linchpin linchpin(PinPolicy policy) {
        return trusting(policy).build();
    }

    static OkHttpClient.Builder builder() {
        return new OkHttpClient.Builder()
                .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                .proxy(Proxy.NO_PROXY)
                .callTimeout(Duration.ofSeconds(20));
    }

    static OkHttpClient client(Hooks hooks, Linchpin linchpin) {
        return OkHttpPinning.install(linchpin, builder(), hooks).build();
    }

    /** Trusts the lab's authority, as a client does that nobody has pinned. */
    static OkHttpClient unpinnedClient() {
        Linchpin ofAnotherHost = linchpin(pinningAnotherKey("elsewhere.test"));
        return builder()
                .sslSocketFactory(ofAnotherHost.adapterTls().socketFactory(), ofAnotherHost.trustManager())
                .build();
    }

    static Request get(TlsServer server, String host) {
        return get("https://" + host + ":" + server.port() + "/hello");
    }

    static Request get(String url) {
        return new Request.Builder().url(url).build();
    }

    static void assertAccepted(OkHttpClient client, Request request) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            assertEquals(200, response.code());
            response.body().bytes();
        }
    }

    static IOException assertRefused(OkHttpClient client, Request request) {
        IOException failure =
                assertThrows(IOException.class, () -> client.newCall(request).execute());
        return assertMismatch(failure);
    }

    static <T extends Throwable> T assertMismatch(T failure) {
        if (PinMismatchException.in(failure).isEmpty()) {
            throw new AssertionError("no verdict in this failure", failure);
        }
        return failure;
    }

    /** Ends the pooled connections of the client, so that everything it ever sent has arrived and counts. */
    static long requestBytes(TlsServer server, OkHttpClient client) throws InterruptedException {
        client.connectionPool().evictAll();
        assertTrue(server.awaitQuiet(Duration.ofSeconds(10)), "the client keeps a connection open");
        return server.requestBytes();
    }

    /** What a server that presents this certificate needs. */
    static SSLContext serverContext(TestCertificate leaf) throws GeneralSecurityException, IOException {
        char[] password = new char[0];
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, password);
        X509Certificate[] chain =
                leaf.presented().stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
        keys.setKeyEntry("leaf", leaf.key().privateKey(), password, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** The context of somebody who has turned certificate checks off. */
    static SSLContext trustAllContext() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        return context;
    }

    /** Trusts everybody, and counts how often it was asked: a resumed handshake asks nobody. */
    static final class TrustAll extends X509ExtendedTrustManager {
        private final AtomicInteger asked = new AtomicInteger();

        int asked() {
            return asked.get();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            asked.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            asked.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            asked.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {AUTHORITY.certificate()};
        }
    }
}
