package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.Linchpin;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server rotates its key, and the policy follows:
 *
 * <pre>
 *   generation 1: GET ── connection 0, the old key ── kept in the pool
 *   generation 2: GET ── not by connection 0 ── connection 1, the new key
 * </pre>
 */
@ParameterizedClass
@EnumSource(Hooks.class)
class ReplacementTest {
    private static final TestCertificate RENEWED = Lab.AUTHORITY.leaf(HOST);

    @Parameter
    Hooks hooks = Hooks.present();

    private final MockWebServer server = new MockWebServer();
    private final Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        server.useHttps(Lab.serverContext(LEAF).getSocketFactory());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void rotate() throws IOException, GeneralSecurityException {
        server.useHttps(Lab.serverContext(RENEWED).getSocketFactory());
        linchpin.replacePolicy(Lab.pinning(HOST, RENEWED));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void replaces_a_connection_of_an_older_generation_within_the_same_call(Protocol protocol) throws Exception {
        OkHttpClient client =
                speaking(protocol).newBuilder().retryOnConnectionFailure(false).build();
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, get());
        rotate();
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, get());
        assertConnections(0, 1);
    }

    /** What can be sent once must not have been begun on the old connection. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void sends_a_one_shot_body_on_the_new_connection(Protocol protocol) throws Exception {
        OkHttpClient client = speaking(protocol);
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, get());
        rotate();
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, get().newBuilder().post(new Once()).build());
        server.takeRequest();
        RecordedRequest posted = server.takeRequest();
        assertEquals(1, posted.getConnectionIndex());
        assertEquals(4, posted.getBodySize());
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void a_response_that_is_under_way_ends_in_peace(Protocol protocol) throws Exception {
        OkHttpClient client = speaking(protocol);
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(100_000))
                .throttleBody(20_000, 200, TimeUnit.MILLISECONDS)
                .build());
        try (Response underWay = client.newCall(get()).execute()) {
            rotate();
            server.enqueue(Lab.OK);
            Lab.assertAccepted(client, get());
            assertEquals(100_000, underWay.body().bytes().length);
        }
        assertConnections(0, 1);
    }

    /** No network interceptor runs for it. */
    @Test
    void opens_a_web_socket_on_a_new_connection() throws Exception {
        OkHttpClient client = speaking(Protocol.HTTP_1_1);
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, get());
        rotate();
        server.enqueue(new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {})
                .build());
        open(client);
        assertConnections(0, 1);
    }

    private OkHttpClient speaking(Protocol protocol) {
        List<Protocol> protocols =
                protocol == Protocol.HTTP_1_1 ? List.of(protocol) : List.of(protocol, Protocol.HTTP_1_1);
        return Lab.client(hooks, linchpin).newBuilder().protocols(protocols).build();
    }

    private Request get() {
        return Lab.get("https://" + HOST + ":" + server.getPort());
    }

    private void open(OkHttpClient client) throws Exception {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        client.newWebSocket(Lab.get("wss://" + HOST + ":" + server.getPort()), new WebSocketListener() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                opened.complete(null);
                socket.cancel();
            }

            @Override
            public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
                opened.completeExceptionally(failure);
            }
        });
        opened.get(20, TimeUnit.SECONDS);
    }

    private void assertConnections(int... expected) throws InterruptedException {
        for (int connection : expected) {
            assertEquals(connection, server.takeRequest().getConnectionIndex());
        }
    }

    private static final class Once extends RequestBody {
        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8("once");
        }
    }
}
