package dev.linchpin.gauntlet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The attacks are real: a client without pins falls for each of them, and for nothing that PKIX refuses. */
class UnpinnedClientTest {
    @TestFactory
    Stream<DynamicTest> without_pins_every_attack_on_pins_succeeds() {
        Gauntlet gauntlet = Gauntlet.open();
        return gauntlet.playAll(new UnpinnedOkHttp())
                .map(result -> DynamicTest.dynamicTest(
                        result.scenario().id() + " " + result.protocol().alpn(), () -> judge(result)))
                .onClose(gauntlet::close);
    }

    private static void judge(Result result) {
        Outcome real = result.scenario().expected() == Expectation.REFUSE_PKIX ? Outcome.REFUSE : Outcome.ACCEPT;
        assertAll(
                () -> assertEquals(real, result.actual(), result::toString),
                () -> assertEquals(real == Outcome.ACCEPT, result.applicationBytes() > 0, result::toString));
    }
}
