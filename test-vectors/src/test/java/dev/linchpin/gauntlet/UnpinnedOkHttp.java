package dev.linchpin.gauntlet;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp as it comes out of the box: PKIX and host names, no pins. */
public class UnpinnedOkHttp implements Driver {
    @Override
    public String name() {
        return "OkHttp, unpinned";
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_1_1, Protocol.HTTP_2);
    }

    @Override
    public Set<Feature> features() {
        EnumSet<Feature> features = EnumSet.copyOf(Feature.all());
        features.removeAll(Set.of(Feature.WEB_SOCKETS, Feature.SERVER_NAME, Feature.EARLY_CONNECTIONS));
        return features;
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return false;
    }

    @Override
    public Client open(Setup setup) throws Exception {
        OkHttpClient http = client(setup);
        return new Client() {
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
        };
    }

    public static OkHttpClient client(Setup setup) throws GeneralSecurityException, IOException {
        X509TrustManager trust = trustManager(setup.trustAnchors());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new X509TrustManager[] {trust}, null);
        return new OkHttpClient.Builder()
                .sslSocketFactory(tls.getSocketFactory(), trust)
                .protocols(
                        setup.protocol() == Protocol.HTTP_2
                                ? List.of(okhttp3.Protocol.HTTP_2, okhttp3.Protocol.HTTP_1_1)
                                : List.of(okhttp3.Protocol.HTTP_1_1))
                .dns(setup::resolve)
                .proxy(setup.proxy()
                        .map(address -> new Proxy(Proxy.Type.HTTP, address))
                        .orElse(Proxy.NO_PROXY))
                .build();
    }

    static X509TrustManager trustManager(List<X509Certificate> anchors) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < anchors.size(); i++) {
            store.setCertificateEntry("anchor" + i, anchors.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
