package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Sockets of {@link Linchpin#sslContext}, as drivers of databases, brokers and mail servers use them: layered on a connection of their own,
 * with a connection for each request, and without endpoint identification, so that nobody but Linchpin looks at names.
 */
final class SslSocketDriver extends ComparisonDriver {
    SslSocketDriver() {
        super("SSLSocket", List.of(Protocol.HTTP_1_1), abilities(), Map.of());
    }

    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return scenario.id().startsWith("kept-alive-through-key-change")
                ? Optional.of("keeps no connection alive")
                : super.unsupported(scenario, transport);
    }

    private static Set<Feature> abilities() {
        EnumSet<Feature> features =
                EnumSet.copyOf(linchpinAnd(Feature.IPV6, Feature.SERVER_NAME, Feature.EARLY_CONNECTIONS));
        features.remove(Feature.REDIRECTS);
        return features;
    }

    @Override
    public Client open(Setup setup) throws GeneralSecurityException {
        return new Sockets(Policies.linchpin(setup, TlsProvider.SUN), setup);
    }

    @Override
    public boolean isPinRefusal(Throwable failure) {
        return PinMismatchException.in(failure).isPresent();
    }

    private static final class Sockets implements Client {
        private final Linchpin linchpin;
        private final Setup setup;
        private @Nullable SSLSocket waiting;

        Sockets(Linchpin linchpin, Setup setup) {
            this.linchpin = linchpin;
            this.setup = setup;
        }

        @Override
        public void connect(URI uri) throws IOException {
            waiting = socket(uri);
        }

        @Override
        public Reply get(URI uri) throws IOException {
            SSLSocket before = waiting;
            waiting = null;
            return HttpExchange.over(before == null ? socket(uri) : before, uri);
        }

        @Override
        public Reply get(URI uri, String serverName) throws IOException {
            SSLSocket socket = socket(uri);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
            socket.setSSLParameters(parameters);
            return HttpExchange.over(socket, uri);
        }

        private SSLSocket socket(URI uri) throws IOException {
            InetAddress address = setup.resolve(uri.getHost()).get(0);
            Socket connection = new Socket();
            connection.connect(new InetSocketAddress(address, uri.getPort()));
            connection.setSoTimeout(Math.toIntExact(setup.patience().toMillis()));
            String host = uri.getHost().replaceAll("[\\[\\]]", "");
            return (SSLSocket)
                    linchpin.sslContext().getSocketFactory().createSocket(connection, host, uri.getPort(), true);
        }

        @Override
        public void replacePolicy(PolicySpec policy) {
            linchpin.replacePolicy(Policies.policy(policy));
        }

        @Override
        public void close() throws IOException {
            if (waiting != null) {
                waiting.close();
            }
        }
    }
}
