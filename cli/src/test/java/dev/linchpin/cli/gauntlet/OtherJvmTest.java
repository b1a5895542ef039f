package dev.linchpin.cli.gauntlet;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.cli.jvm.OwnJvm;
import dev.linchpin.cli.jvm.OwnPlatform;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is global in a JVM, and so is played in one that was started for it. */
class OtherJvmTest {
    private static List<Result> play(TlsProvider purpose, List<Driver> drivers, String... ids) {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            List<Scenario> scenarios = Stream.of(ids).map(gauntlet::scenario).toList();
            Matrix matrix =
                    Matrix.of(scenarios, drivers, List.of(TlsVersion.TLS_1_3), List.of(Protocol.HTTP_1_1), false);
            OwnJvm own = new OwnPlatform(purpose);
            assertEquals(List.of(own), matrix.ownJvms());
            try (OtherJvm jvm = OtherJvm.start(own, matrix)) {
                return jvm.results(scenarios);
            }
        }
    }

    private static List<Driver> all(TlsProvider provider) {
        return PinnedDriver.all(provider).stream()
                .filter(driver -> driver.protocols().contains(Protocol.HTTP_1_1))
                .toList();
    }

    /**
     * <pre>
     *   rogueRoot      root (pinned)
     *        \          ⋮  MD5, or a key of 512 bits: Bouncy Castle's validator takes them, the JDK's refuses
     *       rogueIssuing
     *            |
     *          forged
     * </pre>
     */
    @Test
    void rejects_weak_cross_certificates_while_bouncy_castle_stands_first() {
        List<Result> results = play(
                TlsProvider.BEHIND_BOUNCY_CASTLE,
                all(TlsProvider.BEHIND_BOUNCY_CASTLE),
                "root-pinned-not-sent",
                "md-five-cross-certificate",
                "weak-key-cross-certificate");
        assertEquals(List.of(), results.stream().filter(Result::unexpected).toList());
        assertEquals(3 * 6, results.size());
        assertEquals(Set.of("BC-first"), results.stream().map(Result::provider).collect(toSet()));
        assertTrue(Arrays.stream(Security.getProviders())
                .noneMatch(provider -> provider.getName().equals("BC")));
    }

    /** The same, by what only TLS refuses; a genuine peer shows that the platform's authorities are those of the gauntlet. */
    @Test
    void rejects_what_only_tls_forbids_on_a_hardened_platform() {
        List<Result> results = play(
                TlsProvider.HARDENED,
                all(TlsProvider.HARDENED),
                "root-pinned-not-sent",
                "sha-one-cross-certificate",
                "cross-certificate-forbidden-in-tls");
        assertEquals(List.of(), results.stream().filter(Result::unexpected).toList());
        assertEquals(3 * 6, results.size());
    }

    /** In this JVM both cross-certificates are valid, and PKIX accepts the pinned path: the platform makes the difference. */
    @Test
    void what_a_hardened_platform_refuses_is_accepted_on_another() {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            for (String id : List.of("sha-one-cross-certificate", "cross-certificate-forbidden-in-tls")) {
                Driver here = all(TlsProvider.SUN).get(0);
                Result result = gauntlet.play(gauntlet.scenario(id), here, Protocol.HTTP_1_1);
                assertTrue(result.leaked(), result::toString);
            }
        }
    }

    @Test
    void says_what_a_jvm_said_that_did_not_play() {
        TlsProvider purpose = TlsProvider.BEHIND_BOUNCY_CASTLE;
        try (Gauntlet gauntlet = Gauntlet.open()) {
            List<Scenario> scenarios = List.of(gauntlet.scenario("leaf-pinned"));
            Matrix nothing = Matrix.of(scenarios, List.of(), List.of(), List.of(), false);
            Matrix unknown = new Matrix(List.of(renamed(scenarios.get(0))), nothing.columns(), nothing.quick());
            try (OtherJvm jvm = OtherJvm.start(new OwnPlatform(purpose), unknown)) {
                String message = assertThrows(IllegalStateException.class, () -> jvm.results(scenarios))
                        .getMessage();
                assertTrue(message.startsWith("the JVM for BC-first ended with exit code 2: "), message);
                assertTrue(message.contains("there is no scenario \"no-such-attack\""), message);
            }
        }
    }

    private static Scenario renamed(Scenario any) {
        return new Scenario(
                "no-such-attack",
                any.title(),
                any.attack(),
                any.background(),
                any.servers(),
                any.judged(),
                any.policy(),
                any.trust(),
                any.steps(),
                any.conditions());
    }
}
