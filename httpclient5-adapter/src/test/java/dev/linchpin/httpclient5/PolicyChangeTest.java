package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What becomes of connections and sessions that an earlier policy admitted. */
class PolicyChangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    //     request 1 --- policy: OLD ---> [connection, key OLD]  stays in the pool
    //     replacePolicy: NEW
    //     request 2 --- policy: NEW ---> must not use it
    @ParameterizedTest
    @EnumSource
    void sends_nothing_over_a_pooled_connection_that_the_new_policy_refuses(ClientMode mode) throws Exception {
        Linchpin linchpin = linchpin(OLD);
        try (TlsServer server = serve(OLD);
                ClientMode.Client client = mode.client(linchpin)) {
            client.get(server.uri(HOST, "/1"));
            long before = server.requestBytes();

            linchpin.replacePolicy(pinning(HOST, NEW));

            assertMismatch(client, server.uri(HOST, "/2"));
            assertMismatch(client, server.uri(HOST, "/3"));
            assertEquals(before, server.requestBytes());
        }
    }

    // The server has its new key already; only the pooled connection has the old one. Nobody may be locked out by it.
    @ParameterizedTest
    @EnumSource
    void reaches_a_server_with_a_rotated_key_at_once(ClientMode mode) throws Exception {
        Linchpin linchpin = linchpin(OLD);
        try (TlsServer old = serve(OLD);
                TlsServer rotated = serve(NEW);
                Relay relay = Relay.to(old.port());
                ClientMode.Client client = mode.client(linchpin)) {
            URI uri = URI.create("https://" + HOST + ":" + relay.port() + "/");
            assertTrue(client.get(uri).startsWith(old.port() + " "));
            long before = old.requestBytes();

            relay.switchTo(rotated.port());
            linchpin.replacePolicy(pinning(HOST, NEW));

            assertTrue(client.get(uri).startsWith(rotated.port() + " "));
            assertTrue(client.get(uri).startsWith(rotated.port() + " "));
            assertEquals(before, old.requestBytes());
            assertEquals(1, rotated.connections().size());
        }
    }

    /**
     * Not with setMessageMultiplexing: where several requests find their shared connection closed, for whatever reason,
     * HttpClient 5.6.5 may connect it twice and fail one of them ("Connection already assigned").
     */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ASYNC_HTTP_2_SHARED")
    void reaches_it_with_many_requests_at_once(ClientMode mode) throws Exception {
        Linchpin linchpin = linchpin(OLD);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (TlsServer old = serve(OLD);
                TlsServer rotated = serve(NEW);
                Relay relay = Relay.to(old.port());
                ClientMode.Client client = mode.client(linchpin)) {
            URI uri = URI.create("https://" + HOST + ":" + relay.port() + "/");
            List<Callable<String>> requests = Collections.nCopies(24, () -> client.get(uri));
            threads.invokeAll(requests);

            relay.switchTo(rotated.port());
            linchpin.replacePolicy(pinning(HOST, NEW));

            for (Future<String> answer : threads.invokeAll(requests)) {
                assertTrue(answer.get().startsWith(rotated.port() + " "));
            }
        } finally {
            threads.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keeps_a_pooled_connection_that_the_new_policy_accepts(ClientMode mode) throws Exception {
        Linchpin linchpin = linchpin(OLD);
        try (TlsServer server = serve(OLD);
                ClientMode.Client client = mode.client(linchpin)) {
            client.get(server.uri(HOST, "/1"));
            linchpin.replacePolicy(pinning(HOST, ISSUING));
            client.get(server.uri(HOST, "/2"));
            assertEquals(1, server.connections().size());
        }
    }

    // No certificate crosses the wire in a resumed handshake, so no trust manager is asked.
    @ParameterizedTest
    @EnumSource
    void resumes_tls_1_2_sessions_of_the_policy_in_force_only(ClientMode mode) throws Exception {
        resumesSessionsOfThePolicyInForceOnly(mode, TlsVersion.TLS_1_2);
    }

    @ParameterizedTest
    @EnumSource
    void resumes_tls_1_3_sessions_of_the_policy_in_force_only(ClientMode mode) throws Exception {
        resumesSessionsOfThePolicyInForceOnly(mode, TlsVersion.TLS_1_3);
    }

    private static void resumesSessionsOfThePolicyInForceOnly(ClientMode mode, TlsVersion version) throws Exception {
        NamelessTrustManager trustManager = new NamelessTrustManager();
        Linchpin linchpin = trustManager.linchpin(pinning(HOST, OLD));
        try (TlsServer server = TlsServer.builder()
                        .present(OLD.presented())
                        .versions(version)
                        .start();
                ClientMode.Client client = mode.client(linchpin)) {
            getAndDisconnect(mode, client, server);
            getAndDisconnect(mode, client, server);
            assertEquals(2, server.connections().size());
            assertEquals(1, trustManager.handshakes());
            long before = server.requestBytes();

            linchpin.replacePolicy(pinning(HOST, NEW));

            assertMismatch(client, server.uri(HOST, "/3"));
            assertEquals(before, server.requestBytes());
        }
    }

    private static void getAndDisconnect(ClientMode mode, ClientMode.Client client, TlsServer server) throws Exception {
        client.get(server.uri(HOST, "/farewell"));
        assertTrue(mode.http2() ? server.closeConnections(PATIENCE) : server.awaitQuiet(PATIENCE));
    }
}
