package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;

/** OkHttp without Linchpin, that trusts what it is told to. */
record PlainOkHttp(OkHttpClient http) implements Client {
    static PlainOkHttp client(Setup setup, Consumer<OkHttpClient.Builder> more)
            throws GeneralSecurityException, IOException {
        X509TrustManager trust = trustManager(setup);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {trust}, null);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(OkHttpDriver.protocols(setup.protocol()))
                .dns(setup::resolve)
                .connectTimeout(setup.patience())
                .readTimeout(setup.patience())
                .callTimeout(setup.patience())
                .sslSocketFactory(tls.getSocketFactory(), trust);
        more.accept(builder);
        return new PlainOkHttp(builder.build());
    }

    /** Of the OkHttp that runs: a compiler copies the constant of the one that it sees. */
    static String version() {
        try {
            return String.valueOf(OkHttp.class.getField("VERSION").get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this OkHttp does not say which version it is", e);
        }
    }

    private static X509TrustManager trustManager(Setup setup) throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        for (int i = 0; i < setup.trustAnchors().size(); i++) {
            anchors.setCertificateEntry("anchor-" + i, setup.trustAnchors().get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    @Override
    public Reply get(URI uri) throws IOException {
        return OkHttpDriver.get(http, uri);
    }

    /** Pins are fixed when a client is made. */
    @Override
    public void replacePolicy(PolicySpec policy) {
        throw new UnsupportedOperationException("this client has no policy that could be replaced");
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
    }
}
