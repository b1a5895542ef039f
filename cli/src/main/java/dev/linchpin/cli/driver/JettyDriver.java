package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.jetty.JettyPinning;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Jetty;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.LifeCycle;

/** Jetty's client. */
abstract class JettyDriver extends PinnedDriver {
    private JettyDriver(String name, TlsProvider provider) {
        super(name, provider, allBut(Feature.WEB_SOCKETS), Protocol.HTTP_1_1, Protocol.HTTP_2);
    }

    /** The transports that speak one protocol. */
    static JettyDriver oneProtocol(TlsProvider provider) {
        return new JettyDriver("jetty", provider) {
            @Override
            HttpClientTransport transport(ClientConnector connector, Protocol protocol) {
                return protocol == Protocol.HTTP_2
                        ? new HttpClientTransportOverHTTP2(new HTTP2Client(connector))
                        : new HttpClientTransportOverHTTP(connector);
            }

            @Override
            public Optional<String> unsupported(Scenario scenario, Transport transport) {
                boolean http2ToProxy =
                        transport.http() == Protocol.HTTP_2 && scenario.needs().contains(Feature.PROXY);
                return http2ToProxy
                        ? Optional.of("speaks HTTP/2 with the proxy too, since its transport has nothing else")
                        : super.unsupported(scenario, transport);
            }
        };
    }

    /** The transport that takes HTTP/2 where a server offers it. */
    static JettyDriver dynamic(TlsProvider provider) {
        return new JettyDriver("jetty-dynamic", provider) {
            @Override
            HttpClientTransport transport(ClientConnector connector, Protocol protocol) {
                return new HttpClientTransportDynamic(
                        connector,
                        new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector)),
                        HttpClientConnectionFactory.HTTP11);
            }
        };
    }

    abstract HttpClientTransport transport(ClientConnector connector, Protocol protocol);

    @Override
    public final String version() {
        return Jetty.VERSION;
    }

    @Override
    final Client open(Linchpin linchpin, Setup setup) throws Exception {
        HttpClient client = new HttpClient(transport(new ClientConnector(), setup.protocol()));
        client.setSocketAddressResolver(new LoopbackAddresses(setup));
        client.setMaxConnectionsPerDestination(
                Math.max(client.getMaxConnectionsPerDestination(), setup.requestsAtATime()));
        setup.proxy()
                .ifPresent(address -> client.getProxyConfiguration()
                        .addProxy(new HttpProxy(address.getHostString(), address.getPort())));
        JettyPinning.install(linchpin, client).start();
        return new PinnedClient(linchpin, uri -> get(client, setup.patience(), uri), () -> LifeCycle.stop(client));
    }

    /** Not a lambda, since Jetty 12.1 asks with one argument more than 12.0. */
    private record LoopbackAddresses(Setup setup) implements SocketAddressResolver {
        @SuppressWarnings({"MissingOverride", "EffectivelyPrivate"}) // Jetty 12.0 declares it
        public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
            promise.succeeded(setup.resolve(host).stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList());
        }

        @Override
        public void resolve(
                String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
            resolve(host, port, promise);
        }
    }

    private static Client.Reply get(HttpClient client, Duration patience, URI uri) throws Exception {
        ContentResponse response = client.newRequest(uri)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .send();
        return new Client.Reply(response.getStatus(), response.getContentAsString());
    }
}
