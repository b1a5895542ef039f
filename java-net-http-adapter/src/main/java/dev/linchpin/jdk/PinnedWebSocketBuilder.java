package dev.linchpin.jdk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Opens WebSockets on the client of the generation that is in force when each is opened, not when this was made. */
final class PinnedWebSocketBuilder implements WebSocket.Builder {
    private final PinnedHttpClient client;
    private UnaryOperator<WebSocket.Builder> settings = UnaryOperator.identity();

    PinnedWebSocketBuilder(PinnedHttpClient client) {
        this.client = client;
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        return with(builder -> builder.header(name, value));
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return with(builder -> builder.connectTimeout(timeout));
    }

    @Override
    public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
        Objects.requireNonNull(mostPreferred, "mostPreferred");
        String[] others = lesserPreferred.clone();
        for (String other : others) {
            Objects.requireNonNull(other, "lesserPreferred");
        }
        return with(builder -> builder.subprotocols(mostPreferred, others));
    }

    private WebSocket.Builder with(UnaryOperator<WebSocket.Builder> setting) {
        UnaryOperator<WebSocket.Builder> before = settings;
        settings = builder -> setting.apply(before.apply(builder));
        return this;
    }

    /** May be attempted twice: the first attempt of which that is true has not come as far as to call the listener. */
    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
        UnaryOperator<WebSocket.Builder> now = settings;
        return client.attempt(
                true,
                (HttpClient current) -> now.apply(current.newWebSocketBuilder()).buildAsync(uri, listener));
    }
}
