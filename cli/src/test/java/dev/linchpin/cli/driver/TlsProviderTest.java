package dev.linchpin.cli.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every client on every provider, in both versions of TLS, in both versions of HTTP: {@code linchpin gauntlet} plays all scenarios. */
class TlsProviderTest {
    static List<TlsProvider> sideBySide() {
        return TlsProvider.sideBySide();
    }

    private static final List<String> SCENARIOS = List.of("leaf-pinned", "rogue-trusted-ca", "wrong-host-name");

    @ParameterizedTest
    @MethodSource("sideBySide")
    void every_client_refuses_and_accepts_over_all_it_speaks(TlsProvider provider) {
        List<String> failures = new ArrayList<>();
        int plays = 0;
        try (Gauntlet gauntlet = Gauntlet.open()) {
            for (String id : SCENARIOS) {
                Scenario scenario = gauntlet.scenario(id);
                for (Driver driver : PinnedDriver.all(provider)) {
                    for (Transport transport : transports(driver)) {
                        assertEquals(Optional.empty(), driver.unsupported(scenario, transport));
                        Result result = gauntlet.play(scenario, driver, transport);
                        plays++;
                        if (result.unexpected()) {
                            failures.add(transport.tls() + " " + result);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), failures);
        assertEquals(3 * 12 * 2, plays);
    }

    /** The failure of each is BoringSSL's, in the middle of the handshake. */
    @Test
    void only_conscrypt_is_not_asked_for_keys_that_it_does_not_take() {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            for (String id : List.of("edwards-key", "rsa-key-without-null")) {
                Scenario scenario = gauntlet.scenario(id);
                for (TlsProvider provider : TlsProvider.sideBySide()) {
                    Driver driver = PinnedDriver.all(provider).get(0);
                    Transport transport = Transport.of(driver.protocols().get(0));
                    assertEquals(
                            provider == TlsProvider.CONSCRYPT,
                            driver.unsupported(scenario, transport).isPresent(),
                            provider + " " + id);
                    boolean accepted =
                            gauntlet.play(scenario, driver, transport).actual() == Outcome.ACCEPT;
                    assertEquals(provider != TlsProvider.CONSCRYPT, accepted, provider + " " + id);
                }
            }
        }
    }

    private static List<Transport> transports(Driver driver) {
        return driver.protocols().stream()
                .flatMap(http -> Arrays.stream(TlsVersion.values()).map(tls -> Transport.of(http, tls)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sideBySide")
    void the_tls_is_that_of_the_provider(TlsProvider provider) throws Exception {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            Scenario scenario = gauntlet.scenario("leaf-pinned");
            Setup setup = new Setup(
                    scenario.policy(),
                    gauntlet.trustAnchors(),
                    Transport.of(Protocol.HTTP_1_1),
                    Duration.ofSeconds(10));
            Linchpin linchpin = Policies.linchpin(setup, provider);
            assertEquals(provider.label(), linchpin.sslContext().getProvider().getName());
        }
    }

    /** Registered first, Conscrypt breaks the TLS of JDK 17 for everybody else in the process. */
    @ParameterizedTest
    @EnumSource(names = {"CONSCRYPT", "BOUNCY_CASTLE"})
    void no_provider_is_registered(TlsProvider provider) throws Exception {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            for (Driver driver : PinnedDriver.all(provider)) {
                gauntlet.play(
                        gauntlet.scenario("leaf-pinned"),
                        driver,
                        Transport.of(driver.protocols().get(0)));
            }
        }
        assertFalse(Arrays.stream(Security.getProviders())
                .anyMatch(registered -> registered.getName().equals(provider.label())));
    }
}
