package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After {@code replacePolicy} the pinned key is another one.
 *
 * <pre>
 *   request 1  ── connection 1, first key, accepted
 *   replacePolicy(second key)
 *   request 2  ── connection 1 is still in the pool, its session still in the cache
 * </pre>
 */
class PolicyChangeTest {
    private static final String URI = "https://" + API + "/";

    @ParameterizedTest
    @EnumSource
    void sends_nothing_more_on_a_pooled_connection(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            client.get(URI);
            long before = server.requestBytes();
            linchpin.replacePolicy(pinned(SECOND));
            client.refusal(URI);
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void reaches_the_rotated_server_at_once(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer before = Pki.serve(FIRST);
                TlsServer after = Pki.serve(SECOND)) {
            TestNetwork network = new TestNetwork().host(API, before);
            HttpClient jetty = mode.newClient();
            jetty.setMaxConnectionsPerDestination(1);
            try (TestClient client = TestClient.start(linchpin, jetty, network)) {
                client.get(URI);
                network.host(API, after);
                linchpin.replacePolicy(pinned(SECOND));
                assertTrue(client.get(URI).startsWith(after.port() + " "));
                client.get(URI);
                assertEquals(1, after.connections().size());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void returns_to_a_policy_that_matches(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            client.get(URI);
            linchpin.replacePolicy(pinned(SECOND));
            client.refusal(URI);
            linchpin.replacePolicy(pinned(FIRST));
            client.get(URI);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keeps_connections_of_a_policy_that_stays(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            for (int i = 0; i < 5; i++) {
                client.get(URI);
            }
            linchpin.replacePolicy(pinned(FIRST));
            for (int i = 0; i < 5; i++) {
                client.get(URI);
            }
            assertEquals(2, server.connections().size());
        }
    }

    /** The answer to request 1 is still being read; request 2 does not join it on its connection, which ends with it. */
    @ParameterizedTest
    @EnumSource
    void lets_a_request_under_way_end_in_peace(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            CompletableFuture<Runnable> more = new CompletableFuture<>();
            CompletableFuture<Result> end = new CompletableFuture<>();
            client.request(URI)
                    .onResponseContentAsync((response, chunk, demand) -> more.complete(demand))
                    .send(end::complete);
            Runnable demand = more.get(10, TimeUnit.SECONDS);
            linchpin.replacePolicy(pinned(SECOND));
            client.refusal(URI);
            assertFalse(end.isDone());
            demand.run();
            assertFalse(end.get(10, TimeUnit.SECONDS).isFailed());
            assertTrue(server.awaitQuiet(Duration.ofSeconds(10)));
        }
    }

    /** The client still holds a session, or a ticket, of the first key, and the server would resume it. */
    @ParameterizedTest
    @CsvSource({
        "HTTP_1,TLS_1_2",
        "HTTP_1,TLS_1_3",
        "HTTP_2,TLS_1_2",
        "HTTP_2,TLS_1_3",
        "DYNAMIC,TLS_1_2",
        "DYNAMIC,TLS_1_3"
    })
    void resumes_no_session_of_an_older_policy(Mode mode, TlsVersion version) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = TlsServer.builder()
                        .present(FIRST.presented())
                        .versions(version)
                        .start();
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            client.get(URI);
            assertTrue(server.closeConnections(Duration.ofSeconds(10)));
            client.get(URI);
            assertTrue(server.connections().get(1).resumed(), "the test needs a session that can be resumed");
            assertTrue(server.closeConnections(Duration.ofSeconds(10)));
            long before = server.requestBytes();
            linchpin.replacePolicy(pinned(SECOND));
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    /**
     * The engine is made under one policy and resumes its session, for which no trust manager is asked; the handshake ends
     * under the next policy.
     */
    @ParameterizedTest
    @EnumSource
    void judges_a_resumed_session_by_the_policy_in_force_when_the_handshake_ends(TlsVersion version) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = TlsServer.builder()
                        .present(FIRST.presented())
                        .versions(version)
                        .start();
                TestClient client = TestClient.start(linchpin, Mode.HTTP_1, new TestNetwork().host(API, server))) {
            client.get(URI);
            assertTrue(server.closeConnections(Duration.ofSeconds(10)));
            long before = server.requestBytes();
            client.jetty().getRequestListeners().addBeginListener(request -> linchpin.replacePolicy(pinned(SECOND)));
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    /** Connections come and go under the requests; none of these may notice. */
    @ParameterizedTest
    @EnumSource
    void loses_no_request_to_a_policy_that_says_the_same(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            List<CompletableFuture<Result>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                CompletableFuture<Result> result = new CompletableFuture<>();
                results.add(result);
                client.request(URI).send(result::complete);
                if (i % 10 == 0) {
                    linchpin.replacePolicy(pinned(FIRST));
                }
            }
            for (CompletableFuture<Result> result : results) {
                assertNull(result.get(30, TimeUnit.SECONDS).getFailure());
            }
        }
    }
}
