package dev.linchpin.cli.demo;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.net.URI;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp without an adapter: the demo must see what it lets through. */
final class UnpinnedDriver implements Driver {
    @Override
    public String name() {
        return "unpinned";
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1);
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return false;
    }

    @Override
    public Client open(Setup setup) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < setup.trustAnchors().size(); i++) {
            store.setCertificateEntry("anchor" + i, setup.trustAnchors().get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new X509TrustManager[] {trust}, null);
        return new Unpinned(new OkHttpClient.Builder()
                .sslSocketFactory(tls.getSocketFactory(), trust)
                .protocols(List.of(okhttp3.Protocol.HTTP_1_1))
                .dns(setup::resolve)
                .build());
    }

    private record Unpinned(OkHttpClient http) implements Client {
        @Override
        public Reply get(URI uri) throws IOException {
            Request request = new Request.Builder().url(uri.toString()).build();
            try (Response response = http.newCall(request).execute()) {
                return new Reply(response.code(), response.body().string());
            }
        }

        @Override
        public void replacePolicy(PolicySpec policy) {}

        @Override
        public void close() {
            http.connectionPool().evictAll();
        }
    }
}
