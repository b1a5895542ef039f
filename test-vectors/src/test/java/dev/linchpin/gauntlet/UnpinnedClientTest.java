package dev.linchpin.gauntlet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The attacks are real: a client without pins falls for each of them, and for nothing that PKIX refuses. */
class UnpinnedClientTest {
    /** TLS 1.2 goes along with another certificate, as long as it is valid for the same host. */
    private static final String RENEGOTIATED = "renegotiated-with-other-key";

    @TestFactory
    Stream<DynamicTest> attacks_on_pins_succeed_against_okhttp_in_tls_1_2() {
        return everyPlay(TlsVersion.TLS_1_2, new UnpinnedOkHttp());
    }

    @TestFactory
    Stream<DynamicTest> attacks_on_pins_succeed_against_okhttp_in_tls_1_3() {
        return everyPlay(TlsVersion.TLS_1_3, new UnpinnedOkHttp());
    }

    @TestFactory
    Stream<DynamicTest> attacks_on_pins_succeed_against_jsse() {
        return everyPlay(TlsVersion.TLS_1_3, new JdkSockets());
    }

    /** A slow scenario is one that is played at another speed. */
    @Test
    void no_attack_is_left_out() {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            for (Scenario scenario : gauntlet.scenarios()) {
                boolean played = Stream.of(new UnpinnedOkHttp(), new JdkSockets())
                        .anyMatch(driver -> driver.features().containsAll(scenario.needs()));
                assertTrue(played, scenario::id);
            }
        }
    }

    private static Stream<DynamicTest> everyPlay(TlsVersion version, Driver driver) {
        Gauntlet gauntlet = Gauntlet.open(version);
        return gauntlet.playAll(driver)
                .map(result -> DynamicTest.dynamicTest(
                        result.scenario().id() + " " + result.protocol().alpn(), () -> judge(result)))
                .onClose(gauntlet::close);
    }

    private static void judge(Result result) {
        Outcome real = switch (result.scenario().expected()) {
            case ACCEPT, REFUSE_PIN, REFUSE_REDIRECT, AVOID -> Outcome.ACCEPT;
            case REFUSE_PKIX -> Outcome.REFUSE;
            case BREAK_OFF ->
                result.scenario().id().equals(RENEGOTIATED)
                        ? Outcome.ACCEPT
                        : Outcome.REFUSE; // floods drown TLS itself
        };
        assertAll(
                () -> assertEquals(real, result.actual(), result::toString),
                () -> assertEquals(real == Outcome.ACCEPT, result.applicationBytes() > 0, result::toString));
    }
}
