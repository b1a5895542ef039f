import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** HttpClient, with redirects switched off on its builder and the authorities set on Linchpin's. */
public final class HttpClient5 implements EmittedClient {
    private final CloseableHttpClient client;

    public HttpClient5(Authorities authorities) {
        client = Pins.install(
                        Pins.linchpin()
                                .trustedCertificates(authorities.certificates())
                                .build(),
                        HttpClientBuilder.create().disableRedirectHandling(),
                        PoolingHttpClientConnectionManagerBuilder.create())
                .build();
    }

    @Override
    public Reply get(URI uri) throws IOException {
        return client.execute(
                new HttpGet(uri), response -> new Reply(response.getCode(), EntityUtils.toString(response.getEntity())));
    }
}
