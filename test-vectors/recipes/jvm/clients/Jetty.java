import java.net.URI;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;

/** Jetty's client, with redirects switched off on it and the authorities set on Linchpin's builder. */
public final class Jetty implements EmittedClient {
    private final HttpClient client;

    public Jetty(Authorities authorities) throws Exception {
        client = Pins.install(
                Pins.linchpin().trustedCertificates(authorities.certificates()).build(), new HttpClient());
        client.setFollowRedirects(false);
        client.start();
    }

    @Override
    public Reply get(URI uri) throws Exception {
        ContentResponse response = client.GET(uri);
        return new Reply(response.getStatus(), response.getContentAsString());
    }
}
