package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.cli.driver.PinnedDriver.PinnedClient;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/**
 * {@code HttpsURLConnection}, with the {@link Linchpin#socketFactory} of the moment set for each request: the JDK keeps connections
 * alive by the factory that made them.
 */
final class HttpsUrlConnectionDriver extends ComparisonDriver {
    HttpsUrlConnectionDriver() {
        super("HttpsURLConnection", List.of(Protocol.HTTP_1_1), linchpinAnd(Feature.PERMISSIVE_VERIFIER), Map.of());
    }

    /** The JDK makes an {@link javax.net.ssl.SNIHostName} for sockets that are not its own, which refuses the dot. */
    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return scenario.id().startsWith("trailing-dot-")
                ? Optional.of("connects to no host with a trailing dot")
                : super.unsupported(scenario, transport);
    }

    @Override
    public Client open(Setup setup) throws IOException, GeneralSecurityException {
        Linchpin linchpin = Policies.linchpin(setup, TlsProvider.SUN);
        ForwardProxy tunnels = ForwardProxy.start();
        Proxy proxy = new Proxy(Proxy.Type.HTTP, tunnels.address());
        boolean permissive = setup.trust().names() == TrustSpec.Names.PERMISSIVE_VERIFIER;
        int patience = Math.toIntExact(setup.patience().toMillis());
        return new PinnedClient(linchpin, uri -> get(linchpin, proxy, patience, permissive, uri), tunnels);
    }

    private static Client.Reply get(Linchpin linchpin, Proxy proxy, int patience, boolean permissive, URI uri)
            throws IOException {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(uri.toASCIIString()).toURL().openConnection(proxy);
        connection.setSSLSocketFactory(linchpin.socketFactory());
        if (permissive) {
            connection.setHostnameVerifier((host, session) -> true);
        }
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
