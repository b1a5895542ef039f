package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.ClientMode.LOOPBACK;
import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.keys;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncPushConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PushPromiseFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server may answer what nobody has asked (RFC 9113 §8.4), for whichever host it likes. */
class ServerPushTest {
    private static final String OTHER = "other.linchpin.test";

    /**
     * The server pushes although the client's SETTINGS say that it must not (RFC 9113 §6.5.2).
     *
     * <pre>
     *   client ── GET https://other.linchpin.test/ (not listed) ──▶ server
     *          ◀── PUSH_PROMISE https://api.linchpin.test/pushed (pinned to another key) ──
     *          ◀── 200 for api.linchpin.test, 200 for other.linchpin.test ──
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void rejects_what_a_server_pushes_for_a_pinned_host(Mode mode) throws Exception {
        AtomicBoolean pushed = new AtomicBoolean();
        List<String> delivered = new CopyOnWriteArrayList<>();
        Server server = pushing("https://" + HOST + "/pushed", pushed);
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        try (CloseableHttpAsyncClient client = mode.client(linchpin(OLD))) {
            client.start();
            SimpleRequestProducer request =
                    SimpleRequestProducer.create(SimpleRequestBuilder.get("https://" + OTHER + ":" + port + "/")
                            .build());
            CompletableFuture<String> asked = new CompletableFuture<>();
            Future<SimpleHttpResponse> unused = client.execute(
                    request,
                    SimpleResponseConsumer.create(),
                    (promise, context) -> new Recorder(delivered),
                    null,
                    completing(asked));
            // How the request itself ends is HttpClient's affair: pushing is an error of the connection.
            asked.get(20, TimeUnit.SECONDS);
        } finally {
            server.stop();
        }
        assertTrue(pushed.get(), "the test needs a server that pushes");
        assertEquals(List.of(), delivered);
    }

    /** Push is what HttpClient's own configuration allows. */
    enum Mode {
        NEGOTIATING {
            @Override
            CloseableHttpAsyncClient client(Linchpin linchpin) {
                PoolingAsyncClientConnectionManagerBuilder connections =
                        PoolingAsyncClientConnectionManagerBuilder.create()
                                .setDnsResolver(LOOPBACK)
                                .setDefaultTlsConfig(FORCED);
                HttpAsyncClientBuilder client = HttpAsyncClientBuilder.create().setH2Config(H2Config.DEFAULT);
                return HttpClient5Pinning.install(linchpin, client, connections).build();
            }
        },
        HALVES {
            @Override
            CloseableHttpAsyncClient client(Linchpin linchpin) {
                HttpClient5Pinning pinning =
                        HttpClient5Pinning.of(linchpin).with(FORCED).with(H2Config.DEFAULT);
                PoolingAsyncClientConnectionManagerBuilder connections =
                        PoolingAsyncClientConnectionManagerBuilder.create().setDnsResolver(LOOPBACK);
                return pinning.client(HttpAsyncClientBuilder.create())
                        .setConnectionManager(pinning.connections(connections).build())
                        .build();
            }
        },
        HTTP_2_ONLY {
            @Override
            CloseableHttpAsyncClient client(Linchpin linchpin) {
                H2AsyncClientBuilder client =
                        H2AsyncClientBuilder.create().setDnsResolver(LOOPBACK).setH2Config(H2Config.DEFAULT);
                return HttpClient5Pinning.install(linchpin, client).build();
            }
        };

        /** The server speaks nothing but HTTP/2, and negotiates nothing. */
        private static final TlsConfig FORCED = TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                .build();

        abstract CloseableHttpAsyncClient client(Linchpin linchpin);
    }

    private static FutureCallback<SimpleHttpResponse> completing(CompletableFuture<String> asked) {
        return new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                asked.complete("answered");
            }

            @Override
            public void failed(Exception e) {
                asked.complete("failed");
            }

            @Override
            public void cancelled() {
                asked.complete("cancelled");
            }
        };
    }

    private static Server pushing(String uri, AtomicBoolean pushed) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys(ISSUING.leaf(OTHER)));
        tls.setKeyStorePassword("");
        tls.setSniRequired(false);
        MetaData.Request promised =
                new MetaData.Request("GET", HttpURI.from(uri), HttpVersion.HTTP_2, HttpFields.EMPTY);
        RawHTTP2ServerConnectionFactory http2 =
                new RawHTTP2ServerConnectionFactory(new HttpConfiguration(), new ServerSessionListener() {
                    @Override
                    public Stream.Listener onNewStream(Stream stream, HeadersFrame request) {
                        pretendThatPushIsAllowed(stream.getSession());
                        CompletableFuture<Stream> unused = stream.push(
                                        new PushPromiseFrame(stream.getId(), promised), new Stream.Listener() {})
                                .thenCompose(push -> {
                                    pushed.set(true);
                                    return push.headers(ok(push));
                                })
                                .handle((push, refused) -> stream)
                                .thenCompose(asked -> asked.headers(ok(asked)));
                        return Stream.Listener.AUTO_DISCARD;
                    }
                });
        Server server = new Server();
        server.addConnector(new ServerConnector(server, new SslConnectionFactory(tls, http2.getProtocol()), http2));
        return server;
    }

    /** Jetty keeps to the settings of its peer: these it believes to have come from there. */
    private static void pretendThatPushIsAllowed(Session session) {
        ((HTTP2Session) session).onSettings(new SettingsFrame(Map.of(SettingsFrame.ENABLE_PUSH, 1), false), false);
    }

    private static HeadersFrame ok(Stream stream) {
        return new HeadersFrame(
                stream.getId(), new MetaData.Response(200, null, HttpVersion.HTTP_2, HttpFields.EMPTY), null, true);
    }

    /** What an application does with responses that it did not ask for. */
    private record Recorder(List<String> delivered) implements AsyncPushConsumer {
        @Override
        public void consumePromise(
                HttpRequest promise, HttpResponse response, EntityDetails entity, HttpContext context) {
            delivered.add(String.valueOf(promise.getAuthority()));
        }

        @Override
        public void updateCapacity(CapacityChannel channel) {}

        @Override
        public void consume(ByteBuffer bytes) {}

        @Override
        public void streamEnd(List<? extends Header> trailers) {}

        @Override
        public void failed(Exception e) {}

        @Override
        public void releaseResources() {}
    }
}
