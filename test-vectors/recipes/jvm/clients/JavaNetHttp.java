import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The client of the JDK, with the version set on its builder and the authorities on Linchpin's. */
public final class JavaNetHttp implements EmittedClient {
    private final HttpClient client;

    public JavaNetHttp(Authorities authorities) {
        client = Pins.build(
                Pins.linchpin().trustedCertificates(authorities.certificates()).build(),
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
    }

    @Override
    public Reply get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }
}
