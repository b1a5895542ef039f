package dev.linchpin.okhttp;

import static dev.linchpin.okhttp.Lab.HOST;
import static dev.linchpin.okhttp.Lab.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.policy.PinPolicy;
import java.security.Provider;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other JSSE providers than the platform's, handed to {@link Linchpin} and not registered. Here over
 * HTTP/1.1; the gauntlet plays HTTP/2 as well.
 */
@ParameterizedClass
@EnumSource(Hooks.class)
class ProvidersTest {
    @Parameter
    Hooks hooks = Hooks.present();

    /** Logs every refused handshake with its stack trace. Held here, as a logger is forgotten otherwise. */
    private static final Logger BCJSSE = Logger.getLogger("org.bouncycastle.jsse");

    @BeforeAll
    static void silenceRefusals() {
        BCJSSE.setLevel(Level.OFF);
    }

    static Stream<Arguments> providers() {
        return Stream.of(Conscrypt.newProvider(), new BouncyCastleJsseProvider(false, new BouncyCastleProvider()))
                .flatMap(provider -> Stream.of(TlsVersion.values()).map(version -> Arguments.of(provider, version)));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void accepts_the_pinned_key_and_refuses_another(Provider provider, TlsVersion version) throws Exception {
        try (TlsServer server = Lab.server(LEAF).versions(version).start()) {
            OkHttpClient accepting = Lab.client(hooks, linchpin(provider, Lab.pinning(HOST, LEAF)));
            Lab.assertAccepted(accepting, Lab.get(server, HOST));
            Lab.assertAccepted(accepting, Lab.get(server, HOST));
            assertEquals(1, server.connections().size());
            long accepted = Lab.requestBytes(server, accepting);

            OkHttpClient refusing = Lab.client(hooks, linchpin(provider, Lab.pinningAnotherKey(HOST)));
            Lab.assertRefused(refusing, Lab.get(server, HOST));
            assertEquals(accepted, Lab.requestBytes(server, refusing));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refuses_what_an_older_policy_accepted(Provider provider, TlsVersion version) throws Exception {
        try (TlsServer server = Lab.server(LEAF).versions(version).start()) {
            Linchpin linchpin = linchpin(provider, Lab.pinning(HOST, LEAF));
            OkHttpClient client = Lab.client(hooks, linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            long before = server.requestBytes();

            linchpin.replacePolicy(Lab.pinningAnotherKey(HOST));
            Lab.assertRefused(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, client));
        }
    }

    /** Whether or not the provider resumes sessions: neither way may pass. */
    @ParameterizedTest
    @MethodSource("providers")
    void refuses_a_resumed_session_after_the_rule_has_expired(Provider provider, TlsVersion version) throws Exception {
        PolicyChangeTest.Timepiece clock = new PolicyChangeTest.Timepiece();
        Linchpin linchpin = Lab.trusting(PolicyChangeTest.closingIn(clock))
                .clock(clock)
                .provider(provider)
                .build();
        try (TlsServer server = Lab.server(LEAF).versions(version).start()) {
            OkHttpClient client = Lab.client(hooks, linchpin);
            Lab.assertAccepted(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            Lab.assertAccepted(client, Lab.get(server, HOST));
            client.connectionPool().evictAll();
            long before = server.requestBytes();

            clock.advance(Duration.ofHours(2));
            Lab.assertRefused(client, Lab.get(server, HOST));
            assertEquals(before, Lab.requestBytes(server, client));
        }
    }

    private static Linchpin linchpin(Provider provider, PinPolicy policy) {
        return Lab.trusting(policy).provider(provider).build();
    }
}
