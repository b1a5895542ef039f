package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policy changes, or a rule expires, while connections and TLS sessions that it had accepted are at hand. */
class PolicyChangeTest {
    /**
     * <pre>
     *   generation 1: GET ── handshake ── accepted ── kept in the pool
     *   generation 2: GET ── the pool of another client, which is empty
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void refuses_the_peer_of_a_pooled_connection(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server().protocols(protocol).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinningAnotherKey());
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void reaches_a_rotated_server_at_once(Protocol protocol) throws Exception {
        TestCertificate renewed = Lab.AUTHORITY.leaf(HOST);
        try (TlsServer server = Lab.server().protocols(protocol).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));

            server.presentFromNowOn(renewed.presented());
            linchpin.replacePolicy(Lab.pinning(renewed));
            Lab.assertAccepted(client, Lab.get(server, HOST));
            assertEquals(2, server.connections().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pools_connections_within_each_generation(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server().protocols(protocol).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = Lab.client(linchpin);
            for (int generation = 1; generation <= 3; generation++) {
                Lab.assertAccepted(client, Lab.get(server, HOST));
                Lab.assertAccepted(client, Lab.get(server, HOST));
                assertEquals(generation, server.connections().size());
                linchpin.replacePolicy(Lab.pinning(LEAF));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void never_resumes_a_session_of_an_older_generation(TlsVersion version) throws Exception {
        try (TlsServer server = Lab.server().versions(version).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            Lab.requestBytes(server);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            assertTrue(server.connections().get(1).resumed(), "sessions are resumed within a generation");

            linchpin.replacePolicy(Lab.pinningAnotherKey());
            long before = server.requestBytes();
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_a_pooled_connection_after_the_rule_has_failed_closed(Protocol protocol) throws Exception {
        Lab.Timepiece clock = new Lab.Timepiece();
        try (TlsServer server = Lab.server().protocols(protocol).start()) {
            HttpClient client = Lab.client(Lab.trusting(Lab.ending(clock, AfterExpiry.FAIL_CLOSED))
                    .clock(clock)
                    .build());
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            clock.advance(Duration.ofHours(2));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(1, server.connections().size());
            assertEquals(before, Lab.requestBytes(server));
        }
    }

    @Test
    void accepts_anybody_after_the_rule_has_failed_open() throws Exception {
        Lab.Timepiece clock = new Lab.Timepiece();
        try (TlsServer server = Lab.server().start()) {
            HttpClient client = Lab.client(Lab.trusting(Lab.ending(clock, AfterExpiry.FAIL_OPEN))
                    .clock(clock)
                    .build());
            Lab.assertAccepted(client, Lab.get(server, HOST));
            clock.advance(Duration.ofHours(2));
            Lab.assertAccepted(client, Lab.get(server, HOST));
        }
    }

    @ParameterizedTest
    @EnumSource
    void lets_a_request_under_way_end_in_peace(Protocol protocol) throws Exception {
        try (Backend backend = new Backend();
                TlsServer server = Lab.server().protocols(protocol).start(backend)) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = Lab.client(linchpin);
            CompletableFuture<HttpResponse<String>> held = client.sendAsync(
                    Lab.get("https://" + HOST + ":" + server.port() + "/held"), BodyHandlers.ofString());
            while (backend.held(server.address()) == 0 && !held.isDone()) {
                Thread.sleep(10);
            }
            linchpin.replacePolicy(Lab.pinningAnotherKey());
            Lab.assertRefused(client, Lab.get(server, HOST));

            backend.release(server.address());
            assertEquals(200, held.get(20, TimeUnit.SECONDS).statusCode());
        }
    }

    /**
     * <pre>
     *   GET /redirect ── generation 1 ── 302 ── generation 2 ── GET /hello: from the beginning, by the new client
     * </pre>
     */
    @Test
    void begins_anew_if_the_policy_changes_before_a_redirect() throws Exception {
        TestCertificate renewed = Lab.AUTHORITY.leaf(HOST);
        try (TlsServer server = Lab.server().start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = replacingAtTheFirstAnswer(linchpin, () -> {
                server.presentFromNowOn(renewed.presented());
                linchpin.replacePolicy(Lab.pinning(renewed));
            });
            Lab.assertAccepted(client, redirected(server).build());
            assertEquals(2, server.connections().size());
        }
    }

    @Test
    void begins_anew_without_waiting_as_well() throws Exception {
        try (TlsServer server = Lab.server().start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = replacingAtTheFirstAnswer(linchpin, () -> linchpin.replacePolicy(Lab.pinning(LEAF)));
            HttpResponse<String> response = client.sendAsync(redirected(server).build(), BodyHandlers.ofString())
                    .get(20, TimeUnit.SECONDS);
            assertEquals(200, response.statusCode());
            assertEquals(2, server.connections().size());
        }
    }

    /** Nobody but its sender knows whether it may be sent twice. */
    @Test
    void sends_no_post_again() throws Exception {
        try (TlsServer server = Lab.server().start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = replacingAtTheFirstAnswer(linchpin, () -> linchpin.replacePolicy(Lab.pinning(LEAF)));
            HttpRequest post = redirected(server)
                    .POST(HttpRequest.BodyPublishers.ofString("once"))
                    .build();
            IOException failure = assertThrows(IOException.class, () -> client.send(post, BodyHandlers.discarding()));
            assertTrue(OutdatedClientException.isBehind(failure), failure::toString);
            assertEquals(1, server.connections().size());
        }
    }

    private static HttpRequest.Builder redirected(TlsServer server) {
        URI uri = server.uri(HOST, "/redirect?to=" + server.uri(HOST, "/hello"));
        return HttpRequest.newBuilder(uri);
    }

    private static HttpClient replacingAtTheFirstAnswer(Linchpin linchpin, Runnable replacing) {
        CookieHandler cookies = new CookieHandler() {
            private boolean first = true;

            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                return Map.of();
            }

            @Override
            public void put(URI uri, Map<String, List<String>> headers) {
                if (first) {
                    first = false;
                    replacing.run();
                }
            }
        };
        return JavaNetHttpPinning.build(
                linchpin, Lab.builder().cookieHandler(cookies).followRedirects(HttpClient.Redirect.NORMAL));
    }

    @Test
    void has_a_client_of_one_generation_fail_in_the_next() throws Exception {
        try (TlsServer server = Lab.server().start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));
            HttpClient client = JavaNetHttpPinning.forThisGeneration(linchpin, Lab.builder())
                    .build();
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinning(LEAF));
            IOException outdated =
                    assertThrows(IOException.class, () -> Lab.assertAccepted(client, Lab.get(server, HOST)));
            assertTrue(OutdatedClientException.isBehind(outdated), outdated::toString);
            assertEquals(before, Lab.requestBytes(server));
        }
    }
}
