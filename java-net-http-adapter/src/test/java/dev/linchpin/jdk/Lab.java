package dev.linchpin.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** One trusted authority, and two hosts that every platform finds: this client resolves names by nothing else. */
final class Lab {
    static final String HOST = "localhost";
    static final String OTHER = "127.0.0.1";
    static final TestCertificate AUTHORITY = TestCertificate.root("Lab Root");
    static final TestCertificate LEAF = AUTHORITY.leaf(HOST, OTHER);
    static final String BACKUP = TestKey.generate().pin();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Lab() {}

    static TlsServer.Builder server() {
        return TlsServer.builder().present(LEAF.presented());
    }

    static PinPolicy pinning(TestCertificate pinned) {
        return PinPolicy.builder().pin(HOST, pinned.pin(), BACKUP).build();
    }

    /** A policy that the trusted, but not pinned, certificate of these tests does not satisfy. */
    static PinPolicy pinningAnotherKey() {
        return pinningAnotherKey(HOST);
    }

    static PinPolicy pinningAnotherKey(String host) {
        return PinPolicy.builder().pin(host, TestKey.generate().pin(), BACKUP).build();
    }

    /** Pins the certificate in use for one more hour. */
    static PinPolicy ending(Clock clock, AfterExpiry then) {
        PinRule rule = PinRule.builder(HOST)
                .pins(LEAF.pin(), BACKUP)
                .expires(clock.instant().plus(Duration.ofHours(1)), then)
                .build();
        return PinPolicy.builder().rule(rule).build();
    }

    static Linchpin.Builder trusting(PinPolicy policy) {
        return Linchpin.builder()
                .trustedCertificates(List.of(AUTHORITY.certificate()))
                .policy(policy);
    }

    static Linchpin linchpin(PinPolicy policy) {
        return trusting(policy).build();
    }

    static HttpClient.Builder builder() {
        return HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).connectTimeout(PATIENCE);
    }

    static HttpClient client(Linchpin linchpin) {
        return JavaNetHttpPinning.build(linchpin, builder());
    }

    static HttpRequest get(TlsServer server, String host) {
        return get("https://" + host + ":" + server.port() + "/hello");
    }

    static HttpRequest get(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build();
    }

    static void assertAccepted(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
    }

    static IOException assertRefused(HttpClient client, HttpRequest request) {
        return assertMismatch(assertThrows(IOException.class, () -> client.send(request, BodyHandlers.discarding())));
    }

    static <T extends Throwable> T assertMismatch(T failure) {
        if (PinMismatchException.in(failure).isEmpty()) {
            throw new AssertionError("no verdict in this failure", failure);
        }
        return failure;
    }

    /** Ends all connections, so that everything the client ever sent has arrived and counts. */
    static long requestBytes(TlsServer server) throws InterruptedException {
        assertTrue(server.closeConnections(PATIENCE), "the client keeps a connection open");
        return server.requestBytes();
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
