import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, with the authorities and the protocol set on the builder that the emitted code takes. */
public final class OkHttpJava implements EmittedClient {
    private final OkHttpClient client;

    public OkHttpJava(Authorities authorities) throws GeneralSecurityException, IOException {
        X509TrustManager trust = authorities.trustManager();
        client = Pins.install(new OkHttpClient.Builder()
                        .sslSocketFactory(Authorities.socketFactory(trust), trust)
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .followRedirects(false))
                .build();
    }

    @Override
    public Reply get(URI uri) throws IOException {
        Request request = new Request.Builder().url(uri.toString()).build();
        try (Response response = client.newCall(request).execute()) {
            return new Reply(response.code(), response.body().string());
        }
    }
}
