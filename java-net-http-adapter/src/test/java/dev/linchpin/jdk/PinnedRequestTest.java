package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static dev.linchpin.jdk.Lab.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.PeerIdentityException;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinnedRequestTest {
    @ParameterizedTest
    @EnumSource
    void accepts_the_pinned_key(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server().protocols(protocol).start()) {
            HttpClient client = Lab.client(Lab.linchpin(Lab.pinning(LEAF)));
            Lab.assertAccepted(client, Lab.get(server, HOST));
            assertEquals(
                    200,
                    client.sendAsync(Lab.get(server, HOST), BodyHandlers.discarding())
                            .get(20, TimeUnit.SECONDS)
                            .statusCode());
            assertEquals(1, server.connections().size());
            assertEquals(protocol, server.connections().get(0).protocol());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_another_key_without_a_byte_of_the_request(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server().protocols(protocol).start()) {
            HttpClient client = Lab.client(Lab.linchpin(Lab.pinningAnotherKey()));
            Lab.assertRefused(client, Lab.get(server, HOST));
            Lab.assertMismatch(assertThrows(
                    ExecutionException.class,
                    () -> client.sendAsync(Lab.get(server, HOST), BodyHandlers.discarding())
                            .get(20, TimeUnit.SECONDS)));
            assertEquals(0, Lab.requestBytes(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "LocalHost"})
    void finds_the_rule_however_the_host_is_written(String host) throws Exception {
        try (TlsServer server = Lab.server().start()) {
            Lab.assertAccepted(Lab.client(Lab.linchpin(Lab.pinning(LEAF))), Lab.get(server, host));
            Lab.assertRefused(Lab.client(Lab.linchpin(Lab.pinningAnotherKey())), Lab.get(server, host));
        }
    }

    @Test
    void judges_an_address_like_any_host() throws Exception {
        try (TlsServer server = Lab.server().start()) {
            HttpClient client = Lab.client(Lab.linchpin(Lab.pinningAnotherKey(OTHER)));
            Lab.assertRefused(client, Lab.get(server, OTHER));
            Lab.assertAccepted(client, Lab.get(server, HOST));
        }
    }

    @Test
    void refuses_a_pinned_certificate_for_another_host() throws Exception {
        try (TlsServer server = TlsServer.builder()
                .present(Lab.AUTHORITY.leaf("elsewhere.test").presented())
                .start()) {
            HttpClient client = Lab.client(Lab.linchpin(Lab.pinningAnotherKey("unused.test")));
            IOException failure = assertThrows(
                    IOException.class, () -> client.send(Lab.get(server, HOST), BodyHandlers.discarding()));
            assertTrue(failure.toString().contains(HOST), failure::toString);
            assertEquals(0, Lab.requestBytes(server));
        }
    }

    /** Before anybody is connected to. */
    @Test
    void denies_unlisted_hosts() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .pin(HOST, LEAF.pin(), Lab.BACKUP)
                .unlistedHosts(UnlistedHosts.DENY)
                .build();
        try (TlsServer server = Lab.server().start()) {
            HttpClient client = Lab.client(Lab.linchpin(policy));
            Lab.assertAccepted(client, Lab.get(server, HOST));
            Lab.assertRefused(client, Lab.get(server, OTHER));
            assertEquals(1, server.connections().size());
        }
    }

    @Test
    void refuses_a_host_that_nobody_can_judge() {
        HttpClient client = Lab.client(Lab.linchpin(Lab.pinning(LEAF)));
        IOException failure = assertThrows(
                IOException.class,
                () -> client.send(Lab.get("https://" + "a".repeat(64) + ".test/"), BodyHandlers.discarding()));
        assertTrue(PeerIdentityException.find(failure).isPresent(), failure::toString);
    }

    /** By the handshake, which has a certificate to show; the same verdict again would be a repetition. */
    @Test
    void reports_an_unlisted_host_once() throws Exception {
        PinPolicy policy = PinPolicy.builder()
                .pin(HOST, LEAF.pin(), Lab.BACKUP)
                .unlistedHosts(UnlistedHosts.REPORT)
                .build();
        BlockingQueue<PinReport> reports = new LinkedBlockingQueue<>();
        try (TlsServer server = Lab.server().start()) {
            HttpClient client =
                    Lab.client(Lab.trusting(policy).reporter(reports::add).build());
            Lab.assertAccepted(client, Lab.get(server, OTHER));
            Lab.assertAccepted(client, Lab.get(server, OTHER));
            PinReport report = reports.poll(20, TimeUnit.SECONDS);
            assertNotNull(report);
            assertEquals(OTHER, report.verdict().host().toString());
            assertNull(reports.poll(300, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void cancels_the_request_with_its_future() throws Exception {
        try (Backend backend = new Backend();
                TlsServer server = Lab.server().protocols(Protocol.HTTP_1_1).start(backend)) {
            CompletableFuture<HttpResponse<Void>> held = Lab.client(Lab.linchpin(Lab.pinning(LEAF)))
                    .sendAsync(Lab.get("https://" + HOST + ":" + server.port() + "/held"), BodyHandlers.discarding());
            while (backend.held(server.address()) == 0 && !held.isDone()) {
                Thread.sleep(10);
            }
            held.cancel(true);
            assertTrue(server.awaitQuiet(Duration.ofSeconds(20)), "the connection is still open");
        }
    }

    /** A connection is lent to no other host, though its certificate is for that host as well. */
    @Test
    void asks_each_host_on_a_connection_of_its_own() throws Exception {
        try (TlsServer server = Lab.server().protocols(Protocol.HTTP_2).start()) {
            HttpClient client = Lab.client(Lab.linchpin(Lab.pinningAnotherKey(OTHER)));
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();
            Lab.assertRefused(client, Lab.get(server, OTHER));
            assertEquals(before, Lab.requestBytes(server));
        }
    }
}
