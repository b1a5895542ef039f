package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policy changes, or a rule expires, while connections and TLS sessions that it had accepted are at hand. */
@ParameterizedClass
@EnumSource(Hooks.class)
class PolicyChangeTest {
    @Parameter
    Hooks hooks = Hooks.present();

    /**
     * <pre>
     *   generation 1: GET ── handshake ── accepted ── kept in the pool
     *   generation 2: GET ── taken from the pool: no handshake, not judged
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void refuses_the_peer_of_a_pooled_connection(Protocol protocol) throws Exception {
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
            OkHttpClient client = Lab.client(hooks, linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinningAnotherKey(HOST));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, client));
        }
    }

    /** The connection to the old key is still open; the new key must be met on a new one, without a failure in between. */
    @Test
    void reaches_a_rotated_server_at_once() throws IOException, GeneralSecurityException, InterruptedException {
        TestCertificate renewed = Lab.AUTHORITY.leaf(HOST);
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(Lab.serverContext(LEAF).getSocketFactory());
            server.enqueue(Lab.OK);
            server.enqueue(Lab.OK);
            server.start();
            Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
            OkHttpClient client = Lab.client(hooks, linchpin);
            Request request = Lab.get("https://" + HOST + ":" + server.getPort());
            Lab.assertAccepted(client, request);

            server.useHttps(Lab.serverContext(renewed).getSocketFactory());
            linchpin.replacePolicy(Lab.pinning(HOST, renewed));
            Lab.assertAccepted(client, request);
            assertEquals(0, server.takeRequest().getConnectionIndex());
            assertEquals(1, server.takeRequest().getConnectionIndex());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pools_connections_within_each_generation(Protocol protocol) throws IOException {
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
            OkHttpClient client = Lab.client(hooks, linchpin);
            for (int generation = 1; generation <= 3; generation++) {
                Lab.assertAccepted(client, Lab.get(server, HOST));
                Lab.assertAccepted(client, Lab.get(server, HOST));
                Lab.assertAccepted(client.newBuilder().build(), Lab.get(server, HOST));
                assertEquals(generation, server.connections().size());
                linchpin.replacePolicy(Lab.pinning(HOST, LEAF));
            }
        }
    }

    /** A resumed handshake asks no trust manager: what one policy accepted would pass under the next. */
    @ParameterizedTest
    @EnumSource
    void never_resumes_a_session_of_an_older_generation(TlsVersion version) throws Exception {
        try (TlsServer server = Lab.server(LEAF).versions(version).start()) {
            Lab.TrustAll trust = new Lab.TrustAll();
            Linchpin linchpin = Linchpin.builder()
                    .trustManager(trust)
                    .policy(Lab.pinning(HOST, LEAF))
                    .build();
            OkHttpClient client = Lab.client(hooks, linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            Lab.assertAccepted(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            assertEquals(2, server.connections().size());
            assertEquals(1, trust.asked(), "sessions are resumed within a generation");
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinningAnotherKey(HOST));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, client));
            assertEquals(2, trust.asked());
        }
    }

    /** No new generation, no trust manager: only the verifier meets this connection before HTTP/2 starts to talk. */
    @ParameterizedTest
    @EnumSource
    void refuses_a_resumed_session_after_the_rule_has_expired(TlsVersion version) throws Exception {
        Timepiece clock = new Timepiece();
        Lab.TrustAll trust = new Lab.TrustAll();
        try (TlsServer server = Lab.server(LEAF).versions(version).start()) {
            OkHttpClient client = Lab.client(
                    hooks,
                    Linchpin.builder()
                            .trustManager(trust)
                            .policy(closingIn(clock))
                            .clock(clock)
                            .build());
            Lab.assertAccepted(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            long before = server.requestBytes();

            clock.advance(Duration.ofHours(2));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, client));
            assertEquals(2, server.connections().size());
            assertEquals(1, trust.asked(), "resumed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_a_pooled_connection_after_the_rule_has_expired(Protocol protocol) throws Exception {
        Timepiece clock = new Timepiece();
        try (TlsServer server = Lab.server(LEAF).protocols(protocol).start()) {
            OkHttpClient client = Lab.client(
                    hooks, Lab.trusting(closingIn(clock)).clock(clock).build());
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            clock.advance(Duration.ofHours(2));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(1, server.connections().size());
            assertEquals(before, Lab.requestBytes(server, client));
        }
    }

    @Test
    void derived_clients_follow_the_policy() throws Exception {
        try (TlsServer server = Lab.server(LEAF).start()) {
            Linchpin linchpin = Lab.linchpin(Lab.pinning(HOST, LEAF));
            OkHttpClient derived = Lab.client(hooks, linchpin)
                    .newBuilder()
                    .callTimeout(Duration.ofSeconds(15))
                    .connectionSpecs(List.of(ConnectionSpec.RESTRICTED_TLS))
                    .build();
            Lab.assertAccepted(derived, Lab.get(server, HOST));
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinningAnotherKey(HOST));
            Lab.assertRefused(derived, Lab.get(server, HOST));
            Lab.assertRefused(derived.newBuilder().build(), Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, derived));
        }
    }

    /** Pins the certificate in use for one more hour, and nothing at all after that. */
    static PinPolicy closingIn(Clock clock) {
        PinRule rule = PinRule.builder(HOST)
                .pins(LEAF.pin(), Lab.BACKUP)
                .expires(clock.instant().plus(Duration.ofHours(1)), AfterExpiry.FAIL_CLOSED)
                .build();
        return PinPolicy.builder().rule(rule).build();
    }

    /** A clock that moves when it is told to. */
    static final class Timepiece extends Clock {
        private volatile Instant now = Instant.now();

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
