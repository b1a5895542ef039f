package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import java.net.URI;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same hooks under other JSSE providers, whose sessions are objects of another make. */
class JsseProviderTest {

    static Stream<Arguments> clients() {
        return Stream.of(Conscrypt.newProvider(), new BouncyCastleJsseProvider(new BouncyCastleProvider()))
                .flatMap(jsse -> Arrays.stream(ClientMode.values()).map(mode -> Arguments.of(jsse, mode)));
    }

    @ParameterizedTest
    @MethodSource("clients")
    void refuses_another_key_and_the_wrong_name(Provider jsse, ClientMode mode) throws Exception {
        try (TlsServer genuine = serve(OLD);
                TlsServer rogue = serve(NEW);
                ClientMode.Client client = mode.client(linchpin(jsse, OLD))) {
            assertTrue(client.get(genuine.uri(HOST, "/")).startsWith(genuine.port() + " "));
            assertMismatch(client, rogue.uri(HOST, "/"));
            assertNothingReceived(rogue);
        }
        try (TlsServer evil = serve(ISSUING.leaf("evil.test"));
                ClientMode.Client client = mode.client(linchpin(jsse, ISSUING))) {
            assertRefused(client, evil.uri(HOST, "/"));
            assertNothingReceived(evil);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void reaches_a_server_with_a_rotated_key_at_once(Provider jsse, ClientMode mode) throws Exception {
        Linchpin linchpin = linchpin(jsse, OLD);
        try (TlsServer old = serve(OLD);
                TlsServer rotated = serve(NEW);
                Relay relay = Relay.to(old.port());
                ClientMode.Client client = mode.client(linchpin)) {
            URI uri = URI.create("https://" + HOST + ":" + relay.port() + "/");
            client.get(uri);
            client.get(uri);
            assertEquals(1, old.connections().size());
            long before = old.requestBytes();

            linchpin.replacePolicy(pinning(HOST, NEW));
            assertMismatch(client, uri);

            relay.switchTo(rotated.port());
            assertTrue(client.get(uri).startsWith(rotated.port() + " "));
            assertEquals(before, old.requestBytes());
        }
    }

    private static Linchpin linchpin(Provider jsse, TestCertificate pinned) {
        return Linchpin.builder()
                .policy(pinning(HOST, pinned))
                .trustedCertificates(List.of(Peers.ROOT.certificate()))
                .provider(jsse)
                .build();
    }
}
