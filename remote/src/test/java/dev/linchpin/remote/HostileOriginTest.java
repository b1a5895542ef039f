package dev.linchpin.remote;

import static dev.linchpin.remote.HostileOrigin.head;
import static dev.linchpin.remote.HostileOrigin.serving;
import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.NOW;
import static dev.linchpin.remote.TestBundles.bundle;
import static dev.linchpin.remote.TestBundles.draft;
import static dev.linchpin.remote.TestBundles.json;
import static dev.linchpin.remote.TestBundles.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * <pre>
 *  client with bundle 7  ──►  whoever holds the origin, the network or a cache: whatever it answers
 *                             nothing is adopted, and bundle 7 is enforced throughout
 * </pre>
 */
class HostileOriginTest {
    private static final TestSigner ANNA = TestSigner.of("Anna");
    private static final TestSigner BEN = TestSigner.of("Ben");
    private static final TestSigner THIEF = TestSigner.of("thief");
    private static final List<X509Certificate> ROGUE =
            List.of(TestCertificate.root("Rogue").leaf("api.example.com").certificate());
    private static final byte[] LATER = TestSigner.sign(bundle(8), ANNA, BEN);

    @TempDir
    Path folder;

    private HostileOrigin origin;
    private BundleUpdater updater;
    private Linchpin linchpin;

    @BeforeEach
    void adopt_bundle_7() throws Exception {
        origin = new HostileOrigin(serving(TestSigner.sign(bundle(7), ANNA, BEN)));
        updater = updater(BundleSource.https(origin.address(), HostileOrigin::clientSockets))
                .build();
        linchpin = Linchpin.builder().policy(updater.policy()).build();
        updater.start(linchpin);
        assertEquals(0, updater.refresh().failures());
    }

    private BundleUpdater.Builder updater(BundleSource source) {
        return BundleUpdater.builder()
                .audience(AUDIENCE)
                .keys(TestSigner.threshold(2, ANNA, BEN))
                .policy(policy())
                .store(BundleStore.in(folder.resolve("bundles")))
                .source(source)
                .lot(() -> 1) // The first refresh of its own comes in a minute.
                .deadline(Duration.ofSeconds(2))
                .maxBytes(20_000)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws IOException {
        updater.close();
        origin.close();
    }

    /** An answer, and what is said of it. */
    record Attack(String what, String told, HostileOrigin.Conduct conduct) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                attack("truncated", "ends after", (request, out) -> {
                    out.write(head("200 OK", "Content-Length: " + LATER.length));
                    out.write(LATER, 0, LATER.length / 2);
                }),
                attack("truncated, and the length with it", "no signed bundle", serving(Arrays.copyOf(LATER, 500))),
                attack("longer than it says", "ends after", (request, out) -> {
                    out.write(head("200 OK", "Content-Length: " + (LATER.length - 20)));
                    out.write(LATER);
                }),
                attack("endless", "more than 20000 bytes", (request, out) -> {
                    out.write(head("200 OK"));
                    while (true) {
                        out.write(new byte[1024]);
                    }
                }),
                attack("endless chunks", "more than 20000 bytes", (request, out) -> {
                    out.write(head("200 OK", "Transfer-Encoding: chunked"));
                    while (true) {
                        out.write(("400\r\n" + "x".repeat(1024) + "\r\n").getBytes(UTF_8));
                    }
                }),
                attack("said to be large", "has 99999999999 bytes", (request, out) -> {
                    out.write(head("200 OK", "Content-Length: 99999999999"));
                }),
                attack("silent", "longer than 2000 ms", (request, out) -> block()),
                attack("silent in the body", "longer than 2000 ms", (request, out) -> {
                    out.write(head("200 OK", "Content-Length: " + LATER.length));
                    out.write(LATER, 0, 100);
                    out.flush();
                    block();
                }),
                attack("one byte now and then", "longer than 2000 ms", (request, out) -> {
                    out.write(head("200 OK", "Content-Length: " + LATER.length));
                    drip(out);
                }),
                attack("a redirect to itself", "answers 302", (request, out) -> {
                    out.write(head("302 Found", "Location: /pins.jws", "Content-Length: 0"));
                }),
                attack("a redirect to clear text", "answers 301", (request, out) -> {
                    out.write(head("301 Moved", "Location: http://attacker.example/pins.jws", "Content-Length: 0"));
                }),
                attack("an error with a bundle in it", "answers 500", (request, out) -> {
                    out.write(head("500 Oops", "Content-Length: " + LATER.length));
                    out.write(LATER);
                }),
                attack("nothing", "no signed bundle", serving(new byte[0])),
                attack("the page of a captive portal", "no signed bundle", (request, out) -> {
                    byte[] page = "<html>Please pay</html>".getBytes(UTF_8);
                    out.write(head("200 OK", "Content-Type: text/html", "Content-Length: " + page.length));
                    out.write(page);
                }),
                attack("no HTTP", "", (request, out) -> out.write("220 mail\r\n\r\n".getBytes(UTF_8))),
                attack("hang up", "", (request, out) -> {}),
                attack("an older bundle", "expected 7", serving(TestSigner.sign(bundle(6), ANNA, BEN))),
                attack(
                        "the same version with other pins",
                        "another content",
                        serving(TestSigner.sign(
                                draft(7).networkSecurityConfig(otherPins()).build(), ANNA, BEN))),
                attack(
                        "a bundle for others",
                        "expected one for shop-app",
                        serving(both(json().replace("shop-app", "shop-beta").replace(":7", ":8")))),
                attack(
                        "an expired one",
                        "has expired",
                        serving(both(json().replace(":7", ":8").replace("2026-12-31", "2026-11-20")))),
                attack(
                        "one of the future",
                        "is issued at",
                        serving(both(json().replace(":7", ":8").replace("2026-11-01", "2026-12-30")))),
                attack("one stolen key of two", "by 1 of the trusted keys", serving(TestSigner.sign(bundle(8), ANNA))),
                attack("keys of the thief", "by 0 of the trusted keys", serving(TestSigner.sign(bundle(8), THIEF))),
                attack(
                        "next keys that have not signed",
                        "by 0 of the next keys",
                        serving(TestSigner.sign(
                                draft(8).policy(policy())
                                        .nextKeys(TestSigner.threshold(1, THIEF))
                                        .build(),
                                ANNA,
                                BEN))));
    }

    private static Attack attack(String what, String told, HostileOrigin.Conduct conduct) {
        return new Attack(what, told, conduct);
    }

    private static byte[] both(String payload) {
        String encoded = Base64Url.encode(payload.getBytes(UTF_8));
        return ("{\"payload\":\"" + encoded + "\",\"signatures\":[" + ANNA.entry(encoded) + "," + BEN.entry(encoded)
                        + "]}")
                .getBytes(UTF_8);
    }

    private static String otherPins() {
        return "<network-security-config><domain-config><domain>api.example.com</domain><pin-set>"
                + "<pin digest=\"SHA-256\">" + TestBundles.PIN_B.substring(7) + "</pin><pin digest=\"SHA-256\">"
                + TestBundles.PIN_C.substring(7) + "</pin></pin-set></domain-config></network-security-config>";
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void adopts_nothing_and_enforces_what_it_had(Attack attack) {
        origin.from(attack.conduct());
        long generation = linchpin.generation();
        long begin = System.nanoTime();
        BundleState state = updater.refresh();
        assertEquals(1, state.failures());
        String message = state.lastFailure().orElseThrow().message();
        assertTrue(message.contains(attack.told()), message);
        assertEquals(Optional.of(bundle(7)), state.inForce());
        assertEquals(generation, linchpin.generation());
        assertFalse(linchpin.verdict("api.example.com", ROGUE).accepted());
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos(), "longer than any deadline");

        origin.from(serving(LATER));
        BundleState healed = updater.refresh();
        assertEquals(Optional.of(bundle(8)), healed.inForce());
        assertEquals(0, healed.failures());
        assertTrue(healed.lastFailure().isPresent(), "the failure is forgotten");
    }

    /** <pre>  ClientHello ──►  one byte in a long while, so that no time-out of a read ends it  </pre> */
    @Test
    void a_handshake_that_never_ends_ends_at_the_deadline() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread dripping = new Thread(() -> {
                try (Socket socket = listener.accept()) {
                    OutputStream out = socket.getOutputStream();
                    out.write(new byte[] {22, 3, 3, 0x3f, (byte) 0xff}); // A record of 16 KiB, of which little comes.
                    drip(out);
                } catch (IOException e) {
                    // Closed.
                }
            });
            dripping.setDaemon(true);
            dripping.start();
            URI address = URI.create("https://localhost:" + listener.getLocalPort() + "/");
            updater.close();
            updater = updater(BundleSource.https(address, HostileOrigin::clientSockets))
                    .build();
            String message = updater.refresh().lastFailure().orElseThrow().message();
            assertTrue(message.contains("longer than 2000 ms"), message);
            dripping.join(20_000);
            assertFalse(dripping.isAlive(), "the socket is still open");
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_is_no_origin() throws Exception {
        updater.close();
        updater = updater(BundleSource.https(origin.address())).build();
        BundleState state = updater.refresh();
        assertEquals(1, state.failures());
        assertEquals(Optional.of(bundle(7)), state.inForce());
    }

    /** Served from the disk of a real server, flipped byte by byte: the store never changes. */
    @Test
    void no_flip_of_a_byte_on_the_way_is_adopted() {
        byte[][] served = {LATER};
        BundleUpdater tampered =
                updater(request -> BundleResponse.of(served[0])).build();
        for (int i = 0; i < LATER.length; i++) {
            served[0] = LATER.clone();
            served[0][i] ^= (byte) 0x80; // No blank becomes another blank.
            assertEquals(i + 1, tampered.refresh().failures(), "byte " + i);
            assertEquals(Optional.of(bundle(7)), tampered.state().adopted());
        }
    }

    private static void block() throws IOException {
        try {
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void drip(OutputStream out) throws IOException {
        try {
            for (int i = 0; i < 600; i++) {
                out.write('e');
                out.flush();
                new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
