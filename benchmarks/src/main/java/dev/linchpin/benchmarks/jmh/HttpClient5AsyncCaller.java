package dev.linchpin.benchmarks.jmh;

import dev.linchpin.httpclient5.HttpClient5Pinning;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;

/** Apache HttpClient 5, asynchronous. */
final class HttpClient5AsyncCaller implements Caller {
    private final CloseableHttpAsyncClient client;
    private final PoolingAsyncClientConnectionManager pool;
    private final int connections;

    HttpClient5AsyncCaller(Security security, boolean http2, int connections) {
        this.connections = connections;
        InMemoryDnsResolver dns = new InMemoryDnsResolver();
        dns.add(Site.HOST, LOOPBACK);
        TlsConfig version = TlsConfig.custom()
                .setVersionPolicy(http2 ? HttpVersionPolicy.NEGOTIATE : HttpVersionPolicy.FORCE_HTTP_1)
                .build();
        PoolingAsyncClientConnectionManagerBuilder manager = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(dns)
                .setMaxConnPerRoute(connections)
                .setDefaultTlsConfig(version);
        HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create();
        if (security.linchpin() != null) {
            HttpClient5Pinning.install(security.linchpin(), builder, manager);
        } else {
            builder.setConnectionManager(manager.setTlsStrategy(new DefaultClientTlsStrategy(security.context()))
                    .build());
        }
        if (security.variant() == Variant.HOOKED) {
            builder.addExecInterceptorBefore(
                            ChainElement.CONNECT.name(),
                            "HOOK",
                            (request, entity, scope, chain, callback) ->
                                    chain.proceed(request, entity, scope, callback))
                    .addRequestInterceptorLast((request, entity, context) -> {});
        }
        pool = (PoolingAsyncClientConnectionManager) Objects.requireNonNull(builder.getConnManager());
        client = builder.build();
        client.start();
    }

    @Override
    public String get(URI uri) throws Exception {
        SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
        SimpleHttpResponse response = client.execute(request, null).get(30, TimeUnit.SECONDS);
        awaitIdle();
        return response.getBodyText();
    }

    /** The answer may come before its connection is back in the pool, where the next request would have to wait for it. */
    private void awaitIdle() {
        while (pool.getTotalStats().getLeased() >= connections) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void disconnect() {
        pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
