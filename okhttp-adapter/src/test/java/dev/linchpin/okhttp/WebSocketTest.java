package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * OkHttp runs no network interceptors for WebSockets, so that nothing judges their requests but the other three layers:
 *
 * <pre>
 *   application interceptor ── (no network interceptor) ── GET, Upgrade: websocket
 *     socket factory of the generation
 *     └─ handshake: trust manager
 *        └─ host name verifier, also when resumed
 * </pre>
 */
@ParameterizedClass
@EnumSource(Hooks.class)
class WebSocketTest {
    @Parameter
    Hooks hooks = Hooks.present();

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        server.useHttps(Lab.serverContext(LEAF).getSocketFactory());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void opens_to_the_pinned_peer_and_runs_no_network_interceptor() throws Exception {
        AtomicInteger networkInterceptors = new AtomicInteger();
        OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF)))
                .newBuilder()
                .addNetworkInterceptor(chain -> {
                    networkInterceptors.incrementAndGet();
                    return chain.proceed(chain.request());
                })
                .build();
        assertOpens(client);
        assertEquals(0, networkInterceptors.get());
    }

    @Test
    void refuses_another_key() throws Exception {
        assertRefused(Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(HOST))));
        assertEquals(0, server.getRequestCount());
    }

    /** An HTTP/1.1 client may lend a pooled connection to a WebSocket. */
    @Test
    void refuses_what_an_older_policy_accepted() throws Exception {
        Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
        OkHttpClient client = Lab.client(hooks, linchpin)
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, Lab.get("https://" + HOST + ":" + server.getPort()));
        assertOpens(client);
        assertEquals(0, server.takeRequest().getConnectionIndex());
        assertEquals(0, server.takeRequest().getConnectionIndex(), "lent");
        server.enqueue(Lab.OK);
        Lab.assertAccepted(client, Lab.get("https://" + HOST + ":" + server.getPort()));

        linchpin.replacePolicy(Lab.pinningAnotherKey(HOST));
        assertRefused(client);
        assertEquals(3, server.getRequestCount());
    }

    @Test
    void refuses_a_resumed_session_after_the_rule_has_expired() throws Exception {
        PolicyChangeTest.Timepiece clock = new PolicyChangeTest.Timepiece();
        OkHttpClient client = Lab.client(
                hooks,
                Lab.trusting(PolicyChangeTest.closingIn(clock)).clock(clock).build());
        assertOpens(client);
        clock.advance(Duration.ofHours(2));
        assertRefused(client);
        assertEquals(1, server.getRequestCount());
    }

    /** The trust manager is gone, the network interceptor never was: the verifier stands alone. */
    @Test
    void refuses_although_a_later_interceptor_trusts_all() throws Exception {
        SSLSocketFactory trustAll = Lab.trustAllContext().getSocketFactory();
        OkHttpClient client = Lab.client(hooks, Lab.linchpin(Lab.pinningAnotherKey(HOST)))
                .newBuilder()
                .addInterceptor(chain ->
                        chain.withSslSocketFactory(trustAll, new Lab.TrustAll()).proceed(chain.request()))
                .build();
        assertRefused(client);
        assertEquals(0, server.getRequestCount());
    }

    @Test
    void refuses_clear_text_to_a_listed_host() throws Exception {
        try (MockWebServer clearText = new MockWebServer()) {
            clearText.start();
            Lab.assertMismatch(failureOf(
                    Lab.client(hooks, Lab.linchpin(Lab.pinning(HOST, LEAF))),
                    "ws://" + HOST + ":" + clearText.getPort()));
            assertEquals(0, clearText.getRequestCount());
        }
    }

    private void assertOpens(OkHttpClient client) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {})
                .build());
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

    private void assertRefused(OkHttpClient client) throws Exception {
        Lab.assertMismatch(failureOf(client, "wss://" + HOST + ":" + server.getPort()));
    }

    private static Throwable failureOf(OkHttpClient client, String url)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        client.newWebSocket(Lab.get(url), new WebSocketListener() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                failure.completeExceptionally(new AssertionError("opened: " + response));
                socket.cancel();
            }

            @Override
            public void onFailure(WebSocket socket, Throwable t, @Nullable Response response) {
                failure.complete(t);
            }
        });
        return failure.get(20, TimeUnit.SECONDS);
    }
}
