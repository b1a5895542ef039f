package dev.linchpin.remote;

import static dev.linchpin.remote.HostileOrigin.head;
import static dev.linchpin.remote.HostileOrigin.serving;
import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.EXPIRES;
import static dev.linchpin.remote.TestBundles.NOW;
import static dev.linchpin.remote.TestBundles.PIN_A;
import static dev.linchpin.remote.TestBundles.PIN_B;
import static dev.linchpin.remote.TestBundles.PIN_C;
import static dev.linchpin.remote.TestBundles.bundle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pin.Pin;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a static file to the policy in force. */
class BundleUpdaterTest {
    private static final TestSigner ANNA = TestSigner.of("Anna");
    private static final PinPolicy BUILT_IN =
            PinPolicy.builder().pin("api.example.com", PIN_B, PIN_C).build();

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final BlockingQueue<BundleState> states = new LinkedBlockingQueue<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile byte[] served = TestSigner.sign(bundle(7), ANNA);
    private BundleUpdater updater;

    private BundleUpdater.Builder draft() {
        return BundleUpdater.builder()
                .audience(AUDIENCE)
                .keys(TestSigner.threshold(1, ANNA))
                .policy(BUILT_IN)
                .store(BundleStore.in(folder.resolve("bundles")))
                .listener(states::add)
                .clock(clock);
    }

    private BundleUpdater updater() {
        updater = draft().source(this::fetch).lot(() -> 0).build();
        return updater;
    }

    private BundleResponse fetch(BundleRequest request) throws IOException {
        fetches.incrementAndGet();
        if (served.length == 0) {
            throw new IOException("nothing is served");
        }
        return BundleResponse.of(served);
    }

    @AfterEach
    void close() {
        if (updater != null) {
            updater.close();
        }
    }

    @Test
    void the_built_in_policy_is_in_force_until_there_is_a_bundle() {
        BundleUpdater bundles = updater();
        assertSame(BUILT_IN, bundles.policy());
        assertEquals(StoreStatus.EMPTY, bundles.state().store());
        assertEquals(Optional.empty(), bundles.state().inForce());
        bundles.refresh();
        assertEquals(
                bundle(7).policy().rules().toString(), bundles.policy().rules().toString());
    }

    @Test
    void the_thread_fetches_and_adopts_in_one_replacement() throws Exception {
        Linchpin linchpin = linchpin(updater());
        updater.start(linchpin);
        long generation = linchpin.generation();
        BundleState state = next();
        assertEquals(Optional.of(bundle(7)), state.inForce());
        assertEquals(Optional.of(NOW), state.lastSuccess());
        assertEquals(generation + 1, linchpin.generation());
        assertEquals(
                bundle(7).policy().rules().toString(), linchpin.policy().rules().toString());
        assertThrows(IllegalStateException.class, () -> updater.start(linchpin));
    }

    @Test
    void a_bundle_that_is_known_starts_no_generation() {
        Linchpin linchpin = linchpin(updater());
        updater.start(linchpin);
        updater.refresh();
        long generation = linchpin.generation();
        updater.refresh();
        assertEquals(generation, linchpin.generation());
    }

    /** Pins of before are gone: policies are replaced, and never united. */
    @Test
    void withdrawn_pins_are_gone() {
        Linchpin linchpin = linchpin(updater());
        updater.start(linchpin);
        updater.refresh();
        assertTrue(linchpin.policy().rules().get(0).pins().contains(Pin.parse(PIN_A)));
        served = TestSigner.sign(
                TestBundles.draft(8)
                        .policy(PinPolicy.builder()
                                .pin("api.example.com", PIN_B, PIN_C)
                                .build())
                        .build(),
                ANNA);
        updater.refresh();
        assertFalse(linchpin.policy().rules().get(0).pins().contains(Pin.parse(PIN_A)));
    }

    @Test
    void a_restart_begins_with_the_stored_bundle_before_anything_is_fetched() {
        updater().refresh();
        served = new byte[0];
        BundleUpdater restarted = updater();
        assertEquals(Optional.of(bundle(7)), restarted.state().inForce());
        assertEquals(StoreStatus.READ, restarted.state().store());
        assertEquals(1, restarted.refresh().failures());
        assertEquals(2, restarted.refresh().failures());
        assertEquals(Optional.of(bundle(7)), restarted.state().inForce());
        assertEquals(
                "nothing is served",
                restarted.state().lastFailure().orElseThrow().message());
    }

    @Test
    void a_corrupt_store_is_said_to_be_one_and_leaves_the_built_in_policy() throws Exception {
        updater().refresh();
        Files.writeString(folder.resolve("bundles"), "spoilt");
        BundleUpdater restarted = updater();
        assertEquals(StoreStatus.CORRUPT, restarted.state().store());
        assertSame(BUILT_IN, restarted.policy());
        assertEquals(Optional.of(bundle(7)), restarted.refresh().inForce());
    }

    /**
     * <pre>
     *  the origin serves bundle 7 for ever  ──►  31 December passes: expired, and the listener hears of it
     * </pre>
     */
    @Test
    void a_frozen_origin_is_noticed_when_the_bundle_expires() throws Exception {
        Linchpin linchpin = linchpin(updater());
        updater.refresh();
        states.clear();
        clock.now = EXPIRES.plusSeconds(1);
        updater.start(linchpin);
        BundleState state = next();
        assertTrue(state.expired());
        assertEquals(Optional.of(bundle(7)), state.inForce());
        assertEquals(Optional.of(BundleRefusal.EXPIRED), next().lastFailure().flatMap(BundleState.Failure::refusal));
        assertEquals(
                bundle(7).policy().rules().toString(), linchpin.policy().rules().toString());
    }

    @Test
    void an_expired_bundle_gives_way_to_the_built_in_policy_where_that_is_the_choice() throws Exception {
        updater = draft().source(this::fetch)
                .lot(() -> 0)
                .afterExpiry(AfterBundleExpiry.BUILT_IN)
                .build();
        Linchpin linchpin = linchpin(updater);
        updater.refresh();
        clock.now = EXPIRES.plusSeconds(1);
        updater.start(linchpin);
        assertSame(BUILT_IN, linchpin.policy());
        served = TestSigner.sign(bundle(6), ANNA);
        BundleState state = updater.refresh();
        assertEquals(Optional.empty(), state.inForce());
        assertEquals(Optional.of(bundle(7)), state.adopted());
        assertEquals(
                BundleRefusal.OLDER_VERSION,
                state.lastFailure().orElseThrow().refusal().orElseThrow());
    }

    /** A clock that is set back to the years before does not make the expired bundle valid again, nor lock anybody out. */
    @Test
    void wrong_clocks_leave_a_policy_in_force() {
        updater().refresh();
        clock.now = Instant.parse("1970-01-01T00:00:00Z");
        assertEquals(0, updater.refresh().failures());
        clock.now = Instant.parse("2106-02-07T00:00:00Z");
        BundleState state = updater.refresh();
        assertTrue(state.expired());
        assertEquals(Optional.of(bundle(7)), state.inForce());
        clock.now = NOW;
        assertFalse(updater.refresh().expired());
    }

    @Test
    void asks_with_the_tag_of_what_it_has_and_without_one_after_a_failure() throws Exception {
        byte[] document = served;
        try (HostileOrigin origin = new HostileOrigin((request, out) -> {
            if (request.contains("If-None-Match: \"seven\"")) {
                out.write(head("304 Not Modified"));
            } else {
                out.write(head("200 OK", "ETag: \"seven\"", "Content-Length: " + document.length));
                out.write(document);
            }
        })) {
            updater = draft().source(BundleSource.https(origin.address(), HostileOrigin::clientSockets))
                    .build();
            assertEquals(0, updater.refresh().failures());
            assertEquals(0, updater.refresh().failures());
            assertTrue(origin.requests().get(1).contains("\"seven\""));
            origin.from((request, out) -> out.write(head("304 Not Modified")));
            assertEquals(0, updater.refresh().failures());
            origin.from(serving("junk".getBytes(UTF_8)));
            assertEquals(1, updater.refresh().failures());
            origin.from((request, out) -> out.write(head("304 Not Modified")));
            assertEquals(2, updater.refresh().failures());
            assertFalse(origin.requests().get(4).contains("If-None-Match"), "a tag of what is not known to be there");
        }
    }

    /**
     * <pre>
     *  server: key A ──rotates──► key B      client: pins A …  refused  ──refresh──►  bundle 8 with B  ──►  accepted
     * </pre>
     */
    @Test
    void a_mismatch_is_healed_by_a_refresh() throws Exception {
        TestCertificate root = TestCertificate.root("Root");
        TestCertificate before = root.leaf("localhost");
        TestCertificate after = root.leaf("localhost");
        served = TestSigner.sign(pinning(7, before.pin()), ANNA);
        updater = draft().source(this::fetch)
                .lot(() -> 0.5)
                .mismatchSpread(Duration.ZERO)
                .build();
        assertEquals(0, updater.refresh().failures());
        states.clear();
        Linchpin linchpin = Linchpin.builder()
                .policy(updater.policy())
                .reporter(updater.reporter(report -> {}))
                .trustedCertificates(List.of(root.certificate()))
                .build();
        updater.start(linchpin);
        try (TlsServer server = TlsServer.builder().present(before.presented()).start()) {
            assertEquals(200, status(server, linchpin));
            served = TestSigner.sign(pinning(8, after.pin()), ANNA);
            server.presentFromNowOn(after.presented());
            server.closeConnections(Duration.ofSeconds(5));
            IOException refusal = assertThrows(IOException.class, () -> status(server, linchpin));
            assertTrue(PinMismatchException.in(refusal).isPresent(), refusal::toString);
            assertEquals(8, next().inForce().orElseThrow().version());
            assertEquals(200, status(server, linchpin));
        }
    }

    private static int status(TlsServer server, Linchpin linchpin) throws IOException {
        URI address = server.uri("localhost", "/");
        HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
        connection.setSSLSocketFactory(linchpin.socketFactory());
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static Bundle pinning(long version, String pin) {
        return TestBundles.draft(version)
                .policy(PinPolicy.builder().pin("localhost", pin, PIN_C).build())
                .build();
    }

    @Test
    void what_is_locked_stays_locked() {
        updater = draft().source(this::fetch)
                .limits(BundleLimits.builder()
                        .lock(PinRule.builder("api.example.com")
                                .pins(PIN_B, PIN_C)
                                .build())
                        .build())
                .build();
        BundleState state = updater.refresh();
        assertEquals(
                Optional.of(BundleRefusal.LOOSENS_LIMITS), state.lastFailure().flatMap(BundleState.Failure::refusal));
        assertSame(BUILT_IN, updater.policy());
    }

    @Test
    void a_source_that_throws_anything_and_a_listener_that_throws_are_survived() {
        updater = BundleUpdater.builder()
                .audience(AUDIENCE)
                .keys(TestSigner.threshold(1, ANNA))
                .policy(BUILT_IN)
                .store(BundleStore.in(folder.resolve("bundles")))
                .listener(state -> {
                    throw new IllegalStateException("listener");
                })
                .source(request -> {
                    throw new IllegalStateException("broken\nsource");
                })
                .build();
        String message = updater.refresh().lastFailure().orElseThrow().message();
        assertTrue(message.contains("broken\\u000asource"), message);
    }

    /** A source that obeys neither its sockets nor an interrupt: the updater goes on, and threads do not pile up. */
    @Test
    void a_source_that_never_returns_costs_three_threads_and_no_more() throws Exception {
        Object never = new Object();
        updater = draft().deadline(Duration.ofMillis(50))
                .source(request -> {
                    fetches.incrementAndGet();
                    synchronized (never) {
                        while (true) {
                            try {
                                never.wait();
                            } catch (InterruptedException e) {
                                // As somebody would who catches everything.
                            }
                        }
                    }
                })
                .build();
        for (int i = 1; i <= 6; i++) {
            assertEquals(i, updater.refresh().failures());
        }
        assertEquals(3, fetches.get());
    }

    @Test
    void refuses_to_be_built_of_half_the_options_or_of_impossible_ones() {
        assertThrows(IllegalStateException.class, () -> BundleUpdater.builder().build());
        assertThrows(IllegalStateException.class, () -> draft().audience("again"));
        assertThrows(IllegalArgumentException.class, () -> draft().interval(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> draft().deadline(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> draft().maxBytes(1 << 21));
        assertThrows(
                IllegalArgumentException.class, () -> BundleSource.https(URI.create("http://static.example.com/")));
    }

    private static Linchpin linchpin(BundleUpdater bundles) {
        return Linchpin.builder().policy(bundles.policy()).build();
    }

    private BundleState next() throws InterruptedException {
        return assertNotNullState(states.poll(30, TimeUnit.SECONDS));
    }

    private static BundleState assertNotNullState(BundleState state) {
        assertNotNull(state, "nothing happened for half a minute");
        return state;
    }

    private static final class TestClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
