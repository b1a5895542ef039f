package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.OTHER;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import java.security.Provider;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS by somebody else than the JDK, which Jetty has no ALPN for. */
class ProvidersTest {
    private static final String URI = "https://" + API + "/";

    /** It logs every alert that it sends. Held on to, since the log manager does not. */
    private static final Logger BOUNCY_CASTLE = Logger.getLogger("org.bouncycastle.jsse");

    static {
        BOUNCY_CASTLE.setLevel(Level.OFF);
    }

    static Stream<Provider> providers() {
        return Stream.of(Conscrypt.newProvider(), new BouncyCastleJsseProvider(new BouncyCastleProvider()));
    }

    private static Linchpin linchpin(Provider provider) {
        return Pki.builder(pinned(FIRST)).provider(provider).build();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void reaches_a_pinned_server_and_refuses_another(Provider provider) throws Exception {
        for (Mode mode : Mode.values()) {
            try (TlsServer genuine = Pki.serve(FIRST);
                    TlsServer rogue = Pki.serve(SECOND)) {
                TestNetwork network = new TestNetwork().host(API, genuine);
                try (TestClient client = TestClient.start(linchpin(provider), mode, network)) {
                    assertTrue(client.get(URI).contains(mode == Mode.HTTP_1 ? "HTTP/1.1" : "HTTP/2"), mode::toString);
                }
                network.host(API, rogue);
                try (TestClient client = TestClient.start(linchpin(provider), mode, network)) {
                    client.refusal(URI);
                    assertEquals(0, client.bytesAt(rogue));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void verifies_the_host_name(Provider provider) throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client =
                        TestClient.start(linchpin(provider), Mode.HTTP_1, new TestNetwork().host(OTHER, server))) {
            Throwable failure = client.failure("https://" + OTHER + "/");
            assertTrue(PinMismatchException.in(failure).isEmpty(), failure::toString);
            assertEquals(0, client.bytesAt(server));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void obeys_a_change_of_policy_at_once(Provider provider) throws Exception {
        Linchpin linchpin = linchpin(provider);
        try (TlsServer before = Pki.serve(FIRST);
                TlsServer after = Pki.serve(SECOND)) {
            TestNetwork network = new TestNetwork().host(API, before);
            try (TestClient client = TestClient.start(linchpin, Mode.HTTP_1, network)) {
                client.get(URI);
                long sent = before.requestBytes();
                linchpin.replacePolicy(pinned(SECOND));
                client.refusal(URI);
                assertEquals(sent, before.requestBytes());
                network.host(API, after);
                client.get(URI);
            }
        }
    }
}
