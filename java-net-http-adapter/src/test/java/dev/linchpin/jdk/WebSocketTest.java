package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.policy.AfterExpiry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handshake of a WebSocket is a request like any other, and takes over a connection from the pool if there is one. */
class WebSocketTest {
    private final TlsServer server = Lab.server().start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void opens_to_the_pinned_peer() throws Exception {
        open(Lab.client(Lab.linchpin(Lab.pinning(LEAF))));
    }

    @Test
    void passes_on_what_its_builder_was_told() throws Exception {
        WebSocket.Builder builder = Lab.client(Lab.linchpin(Lab.pinning(LEAF)))
                .newWebSocketBuilder()
                .header("X-Lab", "1")
                .connectTimeout(Duration.ofSeconds(20));
        builder.buildAsync(uri("wss", server), new WebSocket.Listener() {})
                .get(20, TimeUnit.SECONDS)
                .abort();
        builder.header("Sec-WebSocket-Key", "forbidden");
        assertThrows(
                IllegalArgumentException.class,
                () -> await(builder.buildAsync(uri("wss", server), new WebSocket.Listener() {})));
        assertThrows(NullPointerException.class, () -> builder.subprotocols("one", (String) null));
    }

    @Test
    void refuses_another_key() throws Exception {
        refuse(Lab.client(Lab.linchpin(Lab.pinningAnotherKey())), uri("wss", server));
        assertEquals(0, Lab.requestBytes(server));
    }

    @Test
    void refuses_what_an_older_policy_accepted() throws Exception {
        Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
        HttpClient client = JavaNetHttpPinning.build(linchpin, Lab.builder().version(HttpClient.Version.HTTP_1_1));
        WebSocket.Builder early = client.newWebSocketBuilder();
        Lab.assertAccepted(client, Lab.get(server, HOST));
        open(client);
        Lab.assertAccepted(client, Lab.get(server, HOST));
        Lab.requestBytes(server);
        long before = server.requestBytes();

        linchpin.replacePolicy(Lab.pinningAnotherKey());
        refuse(client, uri("wss", server));
        Lab.assertMismatch(assertThrows(
                ExecutionException.class,
                () -> early.buildAsync(uri("wss", server), new WebSocket.Listener() {})
                        .get(20, TimeUnit.SECONDS)));
        assertEquals(before, Lab.requestBytes(server));
    }

    @Test
    void refuses_when_the_rule_has_failed_closed() throws Exception {
        Lab.Timepiece clock = new Lab.Timepiece();
        HttpClient client = Lab.client(Lab.trusting(Lab.ending(clock, AfterExpiry.FAIL_CLOSED))
                .clock(clock)
                .build());
        open(client);
        clock.advance(Duration.ofHours(2));
        refuse(client, uri("wss", server));
    }

    @Test
    void refuses_clear_text_to_a_listed_host() throws Exception {
        try (TlsServer clearText = TlsServer.builder().clearText().start()) {
            refuse(Lab.client(Lab.linchpin(Lab.pinning(LEAF))), uri("ws", clearText));
            assertEquals(0, clearText.connections().size());
        }
    }

    private void open(HttpClient client) throws Exception {
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(uri("wss", server), new WebSocket.Listener() {})
                .get(20, TimeUnit.SECONDS);
        assertNotNull(socket);
        socket.abort();
    }

    private static void refuse(HttpClient client, URI uri) {
        Lab.assertMismatch(assertThrows(
                ExecutionException.class,
                () -> client.newWebSocketBuilder()
                        .buildAsync(uri, new WebSocket.Listener() {})
                        .get(20, TimeUnit.SECONDS)));
    }

    private static void await(java.util.concurrent.CompletableFuture<WebSocket> opening) throws Throwable {
        try {
            opening.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static URI uri(String scheme, TlsServer server) {
        return URI.create(scheme + "://" + HOST + ":" + server.port() + "/");
    }
}
