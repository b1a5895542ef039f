package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same policy on every JSSE provider, with the JDK's own PKIX behind it. */
class ProviderTest {
    private static final String HOST = "api.linchpin.test";

    static Stream<Arguments> stacks() {
        Stream<Provider> providers = Stream.of(
                Security.getProvider("SunJSSE"),
                Conscrypt.newProvider(),
                new BouncyCastleJsseProvider(new BouncyCastleProvider()));
        return providers.flatMap(
                provider -> Stream.of(TlsVersion.values()).map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void enforces_pins(Provider provider, TlsVersion version) throws Exception {
        TestCertificate root = TestCertificate.root("Linchpin Root");
        TestCertificate intermediate = root.intermediate("Linchpin Issuing");
        TestCertificate leaf = intermediate.leaf(HOST);
        try (TlsServer genuine = serve(leaf);
                TlsServer rogue = serve(intermediate.leaf(HOST))) {
            Linchpin linchpin = TestPolicies.trusting(root)
                    .provider(provider)
                    .policy(TestPolicies.pin(HOST, leaf.pin()))
                    .build();
            assertEquals(provider, linchpin.sslContext().getProvider());
            SSLSession session = Connection.open(linchpin.socketFactory(), HOST, genuine, version);
            linchpin.check(HOST, session);
            IOException e = assertThrows(
                    IOException.class, () -> Connection.open(linchpin.socketFactory(), HOST, rogue, version));
            assertTrue(PinMismatchException.in(e).isPresent(), e.toString());
            assertTrue(rogue.awaitQuiet(Duration.ofSeconds(10)));
            assertEquals(0, rogue.requestBytes());

            linchpin.replacePolicy(TestPolicies.pin(HOST, root.pin()));
            Connection.open(linchpin.socketFactory(), HOST, rogue, version);
        }
    }

    /** After the handshake, trust managers are asked about a path by what the provider's session still says of it. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("stacks")
    void judges_an_open_connection_by_a_policy_that_pins_another_certificate(Provider provider, TlsVersion version)
            throws Exception {
        TestCertificate root = TestCertificate.root("Linchpin Root");
        TestCertificate leaf = root.intermediate("Linchpin Issuing").leaf(HOST);
        try (TlsServer server = serve(leaf)) {
            Linchpin linchpin = TestPolicies.trusting(root)
                    .provider(provider)
                    .policy(TestPolicies.pin(HOST, leaf.pin()))
                    .build();
            SSLSession session = Connection.open(linchpin.socketFactory(), HOST, server, version);
            linchpin.replacePolicy(TestPolicies.pin(HOST, root.pin()));
            linchpin.check(HOST, session);
            Connection.open(linchpin.socketFactory(), HOST, server, version);
        }
    }

    private static TlsServer serve(TestCertificate certificate) {
        return TlsServer.builder()
                .present(certificate.presented())
                .protocols(Protocol.HTTP_1_1)
                .start();
    }
}
