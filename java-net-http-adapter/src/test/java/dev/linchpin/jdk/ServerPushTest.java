package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server may answer what nobody has asked (RFC 9113 §8.4), for whichever host it likes.
 *
 * <pre>
 *   client ── GET http://127.0.0.1/ (not listed), upgraded to HTTP/2 ──▶ server
 *          ◀── PUSH_PROMISE http://localhost/pushed (pinned) ──
 * </pre>
 */
class ServerPushTest {
    private final Server server = new Server();
    private final AtomicBoolean pushed = new AtomicBoolean();
    private volatile String promisedHost = HOST;

    @BeforeEach
    void start() throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        server.addConnector(
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http)));
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                if (Request.getPathInContext(request).equals("/pushing")
                        && request.getConnectionMetaData().isPushSupported()) {
                    HttpURI promised = HttpURI.from("http://" + promisedHost + "/pushed");
                    request.push(new MetaData.Request("GET", promised, HttpVersion.HTTP_2, HttpFields.EMPTY));
                    pushed.set(true);
                }
                callback.succeeded();
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void tells_no_handler_of_what_a_server_pushes() throws Exception {
        HttpClient pinned = Lab.client(Lab.linchpin(Lab.pinning(Lab.LEAF)));
        assertEquals(List.of(), delivered(pinned));
        assertFalse(pushed.get(), "the client has said that it takes none");
    }

    @Test
    void meets_a_server_that_pushes_to_whoever_takes_it() throws Exception {
        promisedHost = OTHER;
        assertEquals(List.of(OTHER), delivered(Lab.builder().build()));
        assertTrue(pushed.get());
    }

    private List<String> delivered(HttpClient client) throws Exception {
        List<String> promises = new CopyOnWriteArrayList<>();
        HttpResponse.PushPromiseHandler<String> handler = new HttpResponse.PushPromiseHandler<>() {
            @Override
            public void applyPushPromise(
                    HttpRequest asked,
                    HttpRequest promised,
                    Function<BodyHandler<String>, CompletableFuture<HttpResponse<String>>> acceptor) {
                promises.add(promised.uri().getHost());
            }
        };
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        for (String path : List.of("/", "/pushing")) { // the first one is upgraded
            HttpResponse<String> response = client.sendAsync(
                            Lab.get("http://" + OTHER + ":" + port + path), BodyHandlers.ofString(), handler)
                    .get(20, TimeUnit.SECONDS);
            assertEquals(HttpClient.Version.HTTP_2, response.version());
        }
        return promises;
    }
}
