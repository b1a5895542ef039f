package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/** Apache HttpClient 5, asynchronous. */
abstract class HttpClient5AsyncDriver extends PinnedDriver {
    private HttpClient5AsyncDriver(String name, TlsProvider provider, Set<Feature> features, Protocol... protocols) {
        super(name, provider, features, protocols);
    }

    /** HTTP/1.1, or HTTP/2 where a server offers it. */
    static HttpClient5AsyncDriver negotiating(TlsProvider provider) {
        return new HttpClient5AsyncDriver(
                "httpclient5-async", provider, allBut(Feature.WEB_SOCKETS), Protocol.HTTP_1_1, Protocol.HTTP_2) {
            @Override
            CloseableHttpAsyncClient client(Linchpin linchpin, Setup setup) {
                boolean http2 = setup.protocol() == Protocol.HTTP_2;
                HttpVersionPolicy version = http2 ? HttpVersionPolicy.NEGOTIATE : HttpVersionPolicy.FORCE_HTTP_1;
                PoolingAsyncClientConnectionManagerBuilder connections =
                        PoolingAsyncClientConnectionManagerBuilder.create()
                                .setDnsResolver(new LoopbackDns(setup))
                                // Not more than are asked for: an answer may arrive before its connection is back
                                // in the pool.
                                .setMaxConnPerRoute(setup.requestsAtATime())
                                .setMaxConnTotal(LoopbackDns.ROUTES * setup.requestsAtATime())
                                .setDefaultTlsConfig(TlsConfig.custom()
                                        .setVersionPolicy(version)
                                        .build());
                return HttpClient5Pinning.install(
                                linchpin,
                                HttpAsyncClientBuilder.create().setProxy(LoopbackDns.proxy(setup)),
                                connections)
                        .build();
            }
        };
    }

    /** HTTP/2 without a choice, every request to a host on one connection. It knows no proxies. */
    static HttpClient5AsyncDriver http2Only(TlsProvider provider) {
        return new HttpClient5AsyncDriver(
                "httpclient5-h2", provider, allBut(Feature.WEB_SOCKETS, Feature.PROXY), Protocol.HTTP_2) {
            @Override
            CloseableHttpAsyncClient client(Linchpin linchpin, Setup setup) {
                H2AsyncClientBuilder builder = H2AsyncClientBuilder.create().setDnsResolver(new LoopbackDns(setup));
                return HttpClient5Pinning.install(linchpin, builder).build();
            }
        };
    }

    abstract CloseableHttpAsyncClient client(Linchpin linchpin, Setup setup);

    @Override
    public final String version() {
        return HttpClient5ClassicDriver.release();
    }

    @Override
    final Client open(Linchpin linchpin, Setup setup) {
        CloseableHttpAsyncClient client = client(linchpin, setup);
        client.start();
        return new PinnedClient(linchpin, uri -> get(client, setup.patience(), uri), client);
    }

    private static Client.Reply get(CloseableHttpAsyncClient client, Duration patience, URI uri) throws Exception {
        SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
        SimpleHttpResponse response = client.execute(request, null).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        return new Client.Reply(response.getCode(), String.valueOf(response.getBodyText()));
    }
}
