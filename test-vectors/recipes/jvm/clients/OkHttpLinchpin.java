import java.io.IOException;
import java.net.URI;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, with the protocol set on its builder and the authorities on Linchpin's. */
public final class OkHttpLinchpin implements EmittedClient {
    private final OkHttpClient client;

    public OkHttpLinchpin(Authorities authorities) {
        client = Pins.install(
                        Pins.linchpin()
                                .trustedCertificates(authorities.certificates())
                                .build(),
                        new OkHttpClient.Builder()
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
