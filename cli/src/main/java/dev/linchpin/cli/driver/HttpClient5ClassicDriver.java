package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.httpclient5.HttpClient5Pinning;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.apache.hc.core5.util.VersionInfo;

/** Apache HttpClient 5, classic: HTTP/1.1 on blocking sockets. */
final class HttpClient5ClassicDriver extends PinnedDriver {
    HttpClient5ClassicDriver(TlsProvider provider) {
        super("httpclient5-classic", provider, allBut(Feature.WEB_SOCKETS), Protocol.HTTP_1_1);
    }

    @Override
    public String version() {
        return release();
    }

    /** As the library's own properties have it. */
    static String release() {
        VersionInfo library =
                VersionInfo.loadVersionInfo("org.apache.hc.client5", HttpClient5ClassicDriver.class.getClassLoader());
        return library == null ? "" : library.getRelease();
    }

    @Override
    Client open(Linchpin linchpin, Setup setup) {
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new LoopbackDns(setup))
                .setMaxConnPerRoute(setup.requestsAtATime())
                .setMaxConnTotal(LoopbackDns.ROUTES * setup.requestsAtATime())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(setup.patience()))
                        .setSocketTimeout(Timeout.of(setup.patience()))
                        .build());
        CloseableHttpClient client = HttpClient5Pinning.install(
                        linchpin, HttpClientBuilder.create().setProxy(LoopbackDns.proxy(setup)), connections)
                .build();
        return new PinnedClient(linchpin, uri -> get(client, uri), client);
    }

    private static Client.Reply get(CloseableHttpClient client, URI uri) throws IOException {
        return client.execute(
                new HttpGet(uri),
                response -> new Client.Reply(response.getCode(), EntityUtils.toString(response.getEntity())));
    }
}
