package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.cli.driver.PinnedDriver.PinnedClient;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/**
 * {@code HttpsURLConnection}, with the {@link Linchpin#socketFactory} of the moment set for each request: the JDK keeps connections
 * alive by the factory that made them.
 */
final class HttpsUrlConnectionDriver extends ComparisonDriver {
    HttpsUrlConnectionDriver() {
        super("HttpsURLConnection", List.of(Protocol.HTTP_1_1), POLICIES_AND_REDIRECTS, Map.of());
    }

    @Override
    public Client open(Setup setup) throws IOException {
        Linchpin linchpin = Policies.linchpin(setup, TlsProvider.SUN);
        ForwardProxy tunnels = ForwardProxy.start();
        Proxy proxy = new Proxy(Proxy.Type.HTTP, tunnels.address());
        int patience = Math.toIntExact(setup.patience().toMillis());
        return new PinnedClient(linchpin, uri -> get(linchpin, proxy, patience, uri), tunnels);
    }

    private static Client.Reply get(Linchpin linchpin, Proxy proxy, int patience, URI uri) throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(uri.toASCIIString()).toURL().openConnection(proxy);
        connection.setSSLSocketFactory(linchpin.socketFactory());
        connection.setConnectTimeout(patience);
        connection.setReadTimeout(patience);
        int status = connection.getResponseCode();
        try (InputStream body = connection.getInputStream()) {
            return new Client.Reply(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return PinMismatchException.in(failure).isPresent();
    }
}
