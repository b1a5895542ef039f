package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.OTHER;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;

/** A server may answer what nobody has asked (RFC 9113 §8.4), for whichever host it likes. */
class ServerPushTest {
    /**
     * <pre>
     *   client ── GET https://other.linchpin.test/ (not listed) ──▶ server
     *          ◀── PUSH_PROMISE https://api.linchpin.test/pushed (pinned to another key) ──
     *          ◀── 200 for other.linchpin.test, 200 for api.linchpin.test ──
     * </pre>
     */
    @Test
    void rejects_what_a_server_pushes_for_a_pinned_host() throws Exception {
        HTTP2Client http2 = new HTTP2Client();
        http2.setUseALPN(false);
        HttpClientTransportOverHTTP2 transport = new HttpClientTransportOverHTTP2(http2);

        AtomicBoolean pushed = new AtomicBoolean();
        List<String> delivered = new CopyOnWriteArrayList<>();
        Server server = pushing("https://" + API + "/pushed", pushed);
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        try (TestClient client = TestClient.start(
                linchpin(pinned(FIRST)), new HttpClient(transport), new TestNetwork().host(OTHER, port))) {
            CompletableFuture<Result> asked = new CompletableFuture<>();
            client.request("https://" + OTHER + "/")
                    .onPush((request, promised) -> {
                        delivered.add("promise of " + promised.getHost());
                        return result -> delivered.add("response of " + promised.getHost());
                    })
                    .send(asked::complete);
            // How the request itself ends is Jetty's affair: what was pushed may have come before the stream was reset.
            asked.get(10, TimeUnit.SECONDS);
        } finally {
            server.stop();
        }
        assertTrue(pushed.get(), "the test needs a server that pushes");
        assertEquals(List.of(), delivered);
    }

    private static Server pushing(String uri, AtomicBoolean pushed) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys(SECOND));
        tls.setKeyStorePassword("");
        tls.setSniRequired(false);
        HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(new HttpConfiguration());
        Server server = new Server();
        server.addConnector(new ServerConnector(server, new SslConnectionFactory(tls, http2.getProtocol()), http2));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                request.push(new MetaData.Request("GET", HttpURI.from(uri), HttpVersion.HTTP_2, HttpFields.EMPTY));
                pushed.set(true);
                callback.succeeded();
                return true;
            }
        });
        return server;
    }

    private static KeyStore keys(TestCertificate leaf) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, new char[0]);
        X509Certificate[] chain =
                leaf.presented().stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
        keys.setKeyEntry("leaf", leaf.key().privateKey(), new char[0], chain);
        return keys;
    }
}
