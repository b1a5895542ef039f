package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.OTHER;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PeerIdentityException;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that the application has opened for itself never passes by the pool. */
class ExplicitConnectionTest {
    private static final String URI = "https://" + API + "/";

    @ParameterizedTest
    @EnumSource
    void refuses_a_request_after_a_change_of_policy(Mode mode) throws Exception {
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(linchpin, mode, new TestNetwork().host(API, server))) {
            Connection connection = open(client, URI);
            assertFalse(send(connection, client.request(URI)).isFailed());
            long before = server.requestBytes();
            linchpin.replacePolicy(pinned(SECOND));
            assertRefused(send(connection, client.request(URI)));
            connection.close();
            assertEquals(before, client.bytesAt(server));
        }
    }

    /**
     * <pre>
     *   connection to other.linchpin.test (not listed)  ←  GET https://api.linchpin.test/ (pinned)
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void refuses_a_request_for_another_host(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(SECOND);
                TestClient client =
                        TestClient.start(linchpin(pinned(FIRST)), mode, new TestNetwork().host(OTHER, server))) {
            Connection connection = open(client, "https://" + OTHER + "/");
            assertRefused(send(connection, client.request(URI)));
            connection.close();
            assertEquals(0, client.bytesAt(server));
        }
    }

    /**
     * The connection is established, and the peer may keep it. Its certificate is of the authority that is pinned for another
     * host, or is for a host without pins.
     *
     * <pre>
     *   connection to other.linchpin.test  ←  GET https://other.linchpin.test/       answered
     *                                      ←  GET https://api.linchpin.test/         Trusted Root is pinned: the pins match
     *                                      ←  GET https://unlisted.linchpin.test/    there are no pins to fail
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void rejects_a_second_request_for_a_host_that_the_certificate_does_not_name(Mode mode) throws Exception {
        for (String host : List.of(API, "unlisted.linchpin.test")) {
            try (TlsServer server = Pki.serve(Pki.ROOT.leaf(OTHER));
                    TestClient client = TestClient.start(
                            linchpin(pinned(API, Pki.ROOT)), mode, new TestNetwork().host(OTHER, server))) {
                Connection connection = open(client, "https://" + OTHER + "/");
                assertFalse(send(connection, client.request("https://" + OTHER + "/"))
                        .isFailed());
                long before = server.requestBytes();
                Throwable failure = send(connection, client.request("https://" + host + "/"))
                        .getFailure();
                assertTrue(PeerIdentityException.find(failure).isPresent(), () -> String.valueOf(failure));
                connection.close();
                assertEquals(before, client.bytesAt(server));
            }
        }
    }

    /** Jetty then sends a request of its own before anybody is told of the connection. */
    @Test
    void lets_jetty_initialise_connections() throws Exception {
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP();
        transport.setInitializeConnections(true);
        Linchpin linchpin = linchpin(pinned(FIRST));
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client =
                        TestClient.start(linchpin, new HttpClient(transport), new TestNetwork().host(API, server))) {
            client.get(URI);
            long before = server.requestBytes();
            linchpin.replacePolicy(pinned(SECOND));
            client.refusal(URI);
            assertEquals(before, client.bytesAt(server));
        }
    }

    private static Result send(Connection connection, Request request) throws Exception {
        CompletableFuture<Result> result = new CompletableFuture<>();
        connection.send(request, result::complete);
        return result.get(10, TimeUnit.SECONDS);
    }

    private static Connection open(TestClient client, String uri) throws Exception {
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        client.jetty()
                .resolveDestination(client.request(uri))
                .newConnection(Promise.from(opened::complete, opened::completeExceptionally));
        return opened.get(10, TimeUnit.SECONDS);
    }

    private static void assertRefused(Result result) {
        Throwable failure = result.getFailure();
        assertTrue(PinMismatchException.in(failure).isPresent(), () -> String.valueOf(failure));
    }
}
