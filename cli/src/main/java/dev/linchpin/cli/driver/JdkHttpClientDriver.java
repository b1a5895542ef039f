package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.cli.driver.PinnedDriver.PinnedClient;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code java.net.http}, on {@link Linchpin#sslContext} and nothing else. */
final class JdkHttpClientDriver extends ComparisonDriver {
    private static final Map<String, String> KNOWN_FAILURES = Map.of(
            "pooled-after-replacement",
            "the JDK's pool asks no trust manager again: linchpin-java-net-http makes a client for each policy (docs/java-net-http.md)",
            "pooled-after-expiry",
            "the JDK's pool asks no trust manager again, and keeps connections beyond the end of a rule");

    JdkHttpClientDriver() {
        super("java.net.http", List.of(Protocol.HTTP_1_1, Protocol.HTTP_2), linchpinAnd(), KNOWN_FAILURES);
    }

    /** {@link javax.net.ssl.SNIHostName} refuses the dot, before anything is sent. */
    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return scenario.id().startsWith("trailing-dot-")
                ? Optional.of("connects to no host with a trailing dot")
                : super.unsupported(scenario, transport);
    }

    @Override
    public Client open(Setup setup) throws IOException, GeneralSecurityException {
        Linchpin linchpin = Policies.linchpin(setup, TlsProvider.SUN);
        ForwardProxy proxy = ForwardProxy.start();
        HttpClient client = HttpClient.newBuilder()
                .sslContext(linchpin.sslContext())
                .version(setup.protocol() == Protocol.HTTP_2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(ProxySelector.of(proxy.address()))
                .connectTimeout(setup.patience())
                .build();
        return new PinnedClient(linchpin, uri -> get(client, setup.patience(), uri), proxy);
    }

    private static Client.Reply get(HttpClient client, Duration patience, URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri.toASCIIString()))
                .timeout(patience)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Client.Reply(response.statusCode(), response.body());
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return PinMismatchException.in(failure).isPresent();
    }
}
