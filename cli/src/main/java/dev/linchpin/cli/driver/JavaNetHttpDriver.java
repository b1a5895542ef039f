package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.client.Client;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.jdk.JavaNetHttpPinning;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code java.net.http}. It resolves names by nothing but the platform, which knows none of a test's: a proxy does that. */
final class JavaNetHttpDriver extends PinnedDriver {
    JavaNetHttpDriver(TlsProvider provider) {
        super("java-net-http", provider, allBut(Feature.SEVERAL_ADDRESSES), Protocol.HTTP_1_1, Protocol.HTTP_2);
    }

    /** {@link javax.net.ssl.SNIHostName} refuses the dot, before anything is sent. */
    @Override
    public Optional<String> unsupported(Scenario scenario, Transport transport) {
        return scenario.id().startsWith("trailing-dot-")
                ? Optional.of("connects to no host with a trailing dot")
                : super.unsupported(scenario, transport);
    }

    @Override
    Client open(Linchpin linchpin, Setup setup) throws IOException {
        ForwardProxy names = ForwardProxy.start();
        HttpClient client = JavaNetHttpPinning.build(
                linchpin,
                HttpClient.newBuilder()
                        .version(
                                setup.protocol() == Protocol.HTTP_2
                                        ? HttpClient.Version.HTTP_2
                                        : HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .proxy(new Way(setup.proxy().orElse(names.address())))
                        .connectTimeout(setup.patience()));
        return new PinnedClient(linchpin, uri -> get(client, setup.patience(), uri), names) {
            @Override
            public Client.Reply openWebSocket(URI uri) throws Exception {
                return Greeting.of(client, setup.patience(), uri);
            }
        };
    }

    private static Client.Reply get(HttpClient client, Duration patience, URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri.toASCIIString()))
                .timeout(patience)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Client.Reply(response.statusCode(), response.body());
    }

    /** Through the proxy, unless the host is an address to which it knows no way. */
    private static final class Way extends ProxySelector {
        private final Proxy proxy;

        Way(InetSocketAddress proxy) {
            this.proxy = new Proxy(Proxy.Type.HTTP, proxy);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(uri.getHost().startsWith("[") ? Proxy.NO_PROXY : proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    /** The first message on a WebSocket. */
    private static final class Greeting implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> whole = new CompletableFuture<>();

        static Client.Reply of(HttpClient client, Duration patience, URI uri) throws Exception {
            Greeting greeting = new Greeting();
            URI wss = URI.create(
                    "wss" + uri.toASCIIString().substring(uri.getScheme().length()));
            WebSocket socket = client.newWebSocketBuilder()
                    .connectTimeout(patience)
                    .buildAsync(wss, greeting)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return new Client.Reply(101, greeting.whole.get(patience.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                socket.abort();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                whole.complete(text.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            whole.completeExceptionally(new IOException("closed before a message came: " + status + ' ' + reason));
            return CompletableFuture.completedFuture(null);
        }
    }
}
