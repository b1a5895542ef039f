package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.Backend;
import dev.linchpin.gauntlet.server.TlsServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One client for each generation, and its end. */
class DelegatesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final boolean SHUTS_DOWN = Runtime.version().feature() >= 21;

    private final Linchpin linchpin = Lab.linchpin(Lab.pinning(LEAF));

    private Delegates delegates() {
        return new Delegates(linchpin, Lab.builder(), Optional.empty());
    }

    @Test
    void makes_one_for_each_generation_however_many_threads_ask() throws Exception {
        int threads = 16;
        Delegates delegates = delegates();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int generation = 1; generation <= 10; generation++) {
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<Delegate>> asked = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    asked.add(pool.submit(() -> {
                        start.await();
                        return delegates.current();
                    }));
                }
                Set<Delegate> seen = new HashSet<>();
                for (Future<Delegate> one : asked) {
                    seen.add(one.get(20, TimeUnit.SECONDS));
                }
                assertEquals(1, seen.size());
                assertEquals(generation, seen.iterator().next().generation());
                linchpin.replacePolicy(Lab.pinning(LEAF));
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void keeps_one_as_long_as_the_policy_stays() {
        Delegates delegates = delegates();
        Delegate first = delegates.current();
        assertSame(first, delegates.current());
        linchpin.replacePolicy(Lab.pinning(LEAF));
        assertNotSame(first, delegates.current());
    }

    @Test
    void waits_for_whoever_is_about_to_hand_over_a_request() throws Exception {
        assumeTrue(SHUTS_DOWN);
        Delegates delegates = delegates();
        Delegate before = delegates.enter();
        linchpin.replacePolicy(Lab.pinning(LEAF));
        assertNotSame(before, delegates.current());
        assertFalse(before.enter(), "retired");
        assertFalse(Shutdown.await(before.client(), Duration.ofMillis(200)));
        before.leave();
        assertTrue(Shutdown.await(before.client(), PATIENCE));
    }

    @Test
    void ends_when_it_is_shut_down_but_not_before_its_requests() throws Exception {
        assumeTrue(SHUTS_DOWN);
        try (Backend backend = new Backend();
                TlsServer server = Lab.server().start(backend)) {
            PinnedHttpClient client = (PinnedHttpClient) Lab.client(linchpin);
            CompletableFuture<HttpResponse<Void>> held = client.sendAsync(
                    Lab.get("https://" + HOST + ":" + server.port() + "/held"), BodyHandlers.discarding());
            while (backend.held(server.address()) == 0 && !held.isDone()) {
                Thread.sleep(10);
            }
            linchpin.replacePolicy(Lab.pinning(LEAF));
            Lab.assertAccepted(client, Lab.get(server, HOST));

            assertFalse(client.isTerminated());
            client.shutdown();
            client.shutdown();
            assertFalse(client.awaitTermination(Duration.ofMillis(200)));
            IOException closed = assertThrows(
                    IOException.class, () -> client.send(Lab.get(server, HOST), BodyHandlers.discarding()));
            assertTrue(closed.getMessage().contains("closed"), closed::toString);

            backend.release(server.address());
            assertEquals(200, held.get(20, TimeUnit.SECONDS).statusCode());
            assertTrue(client.awaitTermination(PATIENCE));
            assertTrue(client.isTerminated());
        }
    }

    @Test
    void takes_no_request_after_it_was_shut_down() throws Exception {
        try (TlsServer server = Lab.server().start()) {
            PinnedHttpClient client = (PinnedHttpClient) Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            assertFalse(client.isTerminated());
            assertFalse(client.awaitTermination(Duration.ofMillis(1)));

            client.shutdownNow();
            linchpin.replacePolicy(Lab.pinning(LEAF));
            assertThrows(IOException.class, () -> client.send(Lab.get(server, HOST), BodyHandlers.discarding()));
            assertTrue(client.sendAsync(Lab.get(server, HOST), BodyHandlers.discarding())
                    .isCompletedExceptionally());
            assertTrue(client.awaitTermination(PATIENCE));
            assertTrue(client.isTerminated());
            assertEquals(1, server.connections().size());
        }
    }

    @Test
    void can_be_interrupted_while_it_ends() throws Exception {
        assumeTrue(SHUTS_DOWN);
        PinnedHttpClient client = (PinnedHttpClient) Lab.client(linchpin);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> client.awaitTermination(PATIENCE));
    }

    /** {@code HttpClient.close()} of Java 21 waits for all of them. */
    @Test
    void takes_no_request_after_it_was_closed() throws Exception {
        assumeTrue(SHUTS_DOWN);
        try (TlsServer server = Lab.server().start()) {
            HttpClient client = Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            ((AutoCloseable) (Object) client).close();
            linchpin.replacePolicy(Lab.pinning(LEAF));
            assertThrows(IOException.class, () -> client.send(Lab.get(server, HOST), BodyHandlers.discarding()));
        }
    }

    @Test
    void breaks_off_what_is_under_way_when_it_is_told_to() throws Exception {
        assumeTrue(SHUTS_DOWN);
        try (Backend backend = new Backend();
                TlsServer server = Lab.server().start(backend)) {
            PinnedHttpClient client = (PinnedHttpClient) Lab.client(linchpin);
            CompletableFuture<HttpResponse<Void>> held = client.sendAsync(
                    Lab.get("https://" + HOST + ":" + server.port() + "/held"), BodyHandlers.discarding());
            while (backend.held(server.address()) == 0 && !held.isDone()) {
                Thread.sleep(10);
            }
            client.shutdownNow();
            assertTrue(client.awaitTermination(PATIENCE));
            assertTrue(held.isCompletedExceptionally());
        }
    }
}
