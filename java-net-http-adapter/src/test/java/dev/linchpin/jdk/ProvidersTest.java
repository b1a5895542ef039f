package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import java.net.http.HttpClient;
import java.security.Provider;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other JSSE providers than the platform's, handed to {@link Linchpin} and not registered. */
class ProvidersTest {
    /** Logs every refused handshake with its stack trace. Held here, as a logger is forgotten otherwise. */
    private static final Logger BCJSSE = Logger.getLogger("org.bouncycastle.jsse");

    @BeforeAll
    static void silenceRefusals() {
        BCJSSE.setLevel(Level.OFF);
    }

    static Stream<Arguments> providers() {
        return Stream.of(Conscrypt.newProvider(), new BouncyCastleJsseProvider(false, new BouncyCastleProvider()))
                .flatMap(provider -> Stream.of(TlsVersion.values())
                        .flatMap(version -> Stream.of(Protocol.values())
                                .map(protocol -> Arguments.of(provider, version, protocol))));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void accepts_the_pinned_key_and_refuses_another(Provider provider, TlsVersion version, Protocol protocol)
            throws Exception {
        try (TlsServer server =
                Lab.server().versions(version).protocols(protocol).start()) {
            HttpClient accepting = Lab.client(linchpin(provider, Lab.pinning(LEAF)));
            Lab.assertAccepted(accepting, Lab.get(server, HOST));
            Lab.assertAccepted(accepting, Lab.get(server, HOST));
            assertEquals(1, server.connections().size());
            long accepted = Lab.requestBytes(server);

            Lab.assertRefused(Lab.client(linchpin(provider, Lab.pinningAnotherKey())), Lab.get(server, HOST));
            assertEquals(accepted, Lab.requestBytes(server));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refuses_what_an_older_policy_accepted(Provider provider, TlsVersion version, Protocol protocol)
            throws Exception {
        try (TlsServer server =
                Lab.server().versions(version).protocols(protocol).start()) {
            Linchpin linchpin = linchpin(provider, Lab.pinning(LEAF));
            HttpClient client = Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinningAnotherKey());
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server));
        }
    }

    /** Whether or not the provider resumes sessions: neither way may pass. */
    @ParameterizedTest
    @MethodSource("providers")
    void refuses_when_the_rule_has_failed_closed(Provider provider, TlsVersion version, Protocol protocol)
            throws Exception {
        Lab.Timepiece clock = new Lab.Timepiece();
        Linchpin linchpin = Lab.trusting(Lab.ending(clock, AfterExpiry.FAIL_CLOSED))
                .clock(clock)
                .provider(provider)
                .build();
        try (TlsServer server =
                Lab.server().versions(version).protocols(protocol).start()) {
            HttpClient client = Lab.client(linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = Lab.requestBytes(server);

            clock.advance(Duration.ofHours(2));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server));
        }
    }

    private static Linchpin linchpin(Provider provider, PinPolicy policy) {
        return Lab.trusting(policy).provider(provider).build();
    }
}
