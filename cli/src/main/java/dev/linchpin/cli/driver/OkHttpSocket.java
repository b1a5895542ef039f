package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Client;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** A WebSocket of OkHttp, open until its first message. */
final class OkHttpSocket extends WebSocketListener {
    private final CompletableFuture<Client.Reply> first = new CompletableFuture<>();

    private OkHttpSocket() {}

    static Client.Reply open(OkHttpClient client, Duration patience, URI uri) throws Exception {
        OkHttpSocket socket = new OkHttpSocket();
        WebSocket connection =
                client.newWebSocket(new Request.Builder().url(uri.toString()).build(), socket);
        try {
            return socket.first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            connection.cancel();
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        first.complete(new Client.Reply(101, text));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        first.completeExceptionally(failure);
    }
}
