import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.springframework.web.client.RestClient;

/** RestClient, over the client that the emitted code has pinned. */
public final class SpringRestClient implements EmittedClient {
    private final RestClient client;

    public SpringRestClient(Authorities authorities) {
        client = Pins.install(
                        Pins.linchpin()
                                .trustedCertificates(authorities.certificates())
                                .build(),
                        RestClient.builder(),
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                .build();
    }

    @Override
    public Reply get(URI uri) {
        return client.get()
                .uri(uri)
                .exchange((request, response) -> new Reply(
                        response.getStatusCode().value(),
                        new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    }
}
