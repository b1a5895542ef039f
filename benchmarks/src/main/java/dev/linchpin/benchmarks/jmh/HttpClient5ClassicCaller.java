package dev.linchpin.benchmarks.jmh;

import dev.linchpin.httpclient5.HttpClient5Pinning;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;

/** Apache HttpClient 5, classic. */
final class HttpClient5ClassicCaller implements Caller {
    private final CloseableHttpClient client;
    private final PoolingHttpClientConnectionManager pool;

    HttpClient5ClassicCaller(Security security, int connections) {
        InMemoryDnsResolver dns = new InMemoryDnsResolver();
        dns.add(Site.HOST, LOOPBACK);
        PoolingHttpClientConnectionManagerBuilder manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(dns)
                .setMaxConnPerRoute(connections);
        HttpClientBuilder builder = HttpClientBuilder.create();
        if (security.linchpin() != null) {
            HttpClient5Pinning.install(security.linchpin(), builder, manager);
        } else {
            builder.setConnectionManager(manager.setTlsSocketStrategy(new DefaultClientTlsStrategy(security.context()))
                    .build());
        }
        if (security.variant() == Variant.HOOKED) {
            builder.addExecInterceptorBefore(
                            ChainElement.CONNECT.name(),
                            "HOOK",
                            (request, scope, chain) -> chain.proceed(request, scope))
                    .addRequestInterceptorLast((request, entity, context) -> {});
        }
        pool = (PoolingHttpClientConnectionManager) Objects.requireNonNull(builder.getConnManager());
        client = builder.build();
    }

    @Override
    public String get(URI uri) throws IOException {
        return client.execute(new HttpGet(uri), response -> EntityUtils.toString(response.getEntity()));
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
