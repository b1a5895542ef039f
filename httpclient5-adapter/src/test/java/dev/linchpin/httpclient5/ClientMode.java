package dev.linchpin.httpclient5;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.linchpin.Linchpin;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The clients that the adapter serves. Every name is resolved to 127.0.0.1. One connection per route, since an
 * asynchronous client answers before it returns a connection to the pool, and the next request shall find it there.
 */
enum ClientMode {
    CLASSIC {
        @Override
        Client client(Linchpin linchpin, HttpRequestInterceptor first) {
            PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(LOOPBACK)
                    .setMaxConnPerRoute(1);
            return classic(HttpClient5Pinning.install(linchpin, HttpClientBuilder.create(), connections)
                    .addRequestInterceptorFirst(first));
        }
    },
    ASYNC_HTTP_1_1 {
        @Override
        Client client(Linchpin linchpin, HttpRequestInterceptor first) {
            return negotiating(linchpin, first, HttpVersionPolicy.FORCE_HTTP_1);
        }
    },
    ASYNC_HTTP_2 {
        @Override
        Client client(Linchpin linchpin, HttpRequestInterceptor first) {
            return negotiating(linchpin, first, HttpVersionPolicy.NEGOTIATE);
        }
    },
    ASYNC_HTTP_2_SHARED {
        @Override
        Client client(Linchpin linchpin, HttpRequestInterceptor first) {
            PoolingAsyncClientConnectionManagerBuilder connections = PoolingAsyncClientConnectionManagerBuilder.create()
                    .setDnsResolver(LOOPBACK)
                    .setMaxConnPerRoute(1);
            share(connections);
            return async(HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create(), connections)
                    .addRequestInterceptorFirst(first)
                    .build());
        }
    },
    HTTP_2_ONLY {
        @Override
        Client client(Linchpin linchpin, HttpRequestInterceptor first) {
            return async(HttpClient5Pinning.install(
                            linchpin, H2AsyncClientBuilder.create().setDnsResolver(LOOPBACK))
                    .addRequestInterceptorFirst(first)
                    .build());
        }
    };

    static final DnsResolver LOOPBACK = new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    };

    /** A client with an interceptor of the user's before all others. */
    abstract Client client(Linchpin linchpin, HttpRequestInterceptor first);

    final Client client(Linchpin linchpin) {
        return client(linchpin, (request, entity, context) -> {});
    }

    final boolean http2() {
        return this != CLASSIC && this != ASYNC_HTTP_1_1;
    }

    /** Sends GET and returns the body of the answer; closing the client also closes its connections. */
    interface Client extends Closeable {
        default String get(URI uri) throws Exception {
            return get(null, uri);
        }

        /** Connects to a host of the caller's choice, not to that of the URI. */
        String get(@Nullable HttpHost target, URI uri) throws Exception;
    }

    static Client classic(HttpClientBuilder builder) {
        CloseableHttpClient client = builder.build();
        return new Client() {
            @Override
            public String get(@Nullable HttpHost target, URI uri) throws IOException {
                return client.execute(target, new HttpGet(uri), response -> EntityUtils.toString(response.getEntity()));
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }

    static Client async(CloseableHttpAsyncClient client) {
        client.start();
        return new Client() {
            @Override
            public String get(@Nullable HttpHost target, URI uri) throws Exception {
                SimpleRequestProducer request = SimpleRequestProducer.create(
                        SimpleRequestBuilder.get(uri).build());
                return client.execute(target, request, SimpleResponseConsumer.create(), null, null, null)
                        .get(20, TimeUnit.SECONDS)
                        .getBodyText();
            }

            @Override
            public void close() throws IOException {
                client.close();
            }
        };
    }

    /** Since HttpClient 5.5. */
    private static void share(PoolingAsyncClientConnectionManagerBuilder connections) {
        try {
            connections
                    .getClass()
                    .getMethod("setMessageMultiplexing", boolean.class)
                    .invoke(connections, true);
        } catch (NoSuchMethodException before55) {
            abort("this HttpClient does not share the connections of a pool");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the test cannot share connections", e);
        }
    }

    private static Client negotiating(Linchpin linchpin, HttpRequestInterceptor first, HttpVersionPolicy version) {
        PoolingAsyncClientConnectionManagerBuilder connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(LOOPBACK)
                .setMaxConnPerRoute(1)
                .setDefaultTlsConfig(
                        TlsConfig.custom().setVersionPolicy(version).build());
        return async(HttpClient5Pinning.install(linchpin, HttpAsyncClientBuilder.create(), connections)
                .addRequestInterceptorFirst(first)
                .build());
    }
}
