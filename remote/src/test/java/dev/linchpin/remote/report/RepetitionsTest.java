package dev.linchpin.remote.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepetitionsTest {
    private static final PinReport REPORT = Reports.refused("api.test");
    private static final TestCertificate ROOT = TestCertificate.root("Other Root");

    private final Repetitions repetitions = new Repetitions(Duration.ofHours(24));

    @Test
    void the_same_is_a_repetition_for_a_day() {
        repetitions.add(REPORT);
        assertTrue(repetitions.contain(REPORT));
        assertTrue(repetitions.contain(at(Duration.ofHours(24).minusSeconds(1))));
        assertFalse(repetitions.contain(at(Duration.ofHours(24))));
    }

    /** A clock that was wrong by years, and was put right: nothing is silent until the year that it had shown. */
    @Test
    void a_clock_that_is_put_back_hides_nothing() {
        repetitions.add(at(Duration.ofDays(5_000)));
        assertFalse(repetitions.contain(REPORT));
        repetitions.add(REPORT);
        assertTrue(repetitions.contain(REPORT));
    }

    static Stream<PinReport> news() {
        return Stream.of(
                Reports.refused("www.test"),
                Reports.watched("api.test"),
                Reports.unlisted("api.test"),
                Reports.of(new PinVerdict.Mismatch(
                        Hostname.parse("api.test"),
                        Reports.rule("api.test", EnforcementMode.ENFORCE),
                        MismatchReason.NO_VALID_PATH,
                        Optional.empty(),
                        Optional.empty())),
                Reports.with(List.of(), REPORT),
                Reports.with(List.of(REPORT.presented().get(0), ROOT.certificate()), REPORT));
    }

    /** Another host, kind of verdict, reason, or chain, be it only longer. */
    @ParameterizedTest
    @MethodSource("news")
    void whatever_differs_is_news(PinReport report) {
        repetitions.add(REPORT);
        assertFalse(repetitions.contain(report));
    }

    /** Whoever makes up a host for each connection fills no memory. */
    @Test
    void remembers_so_much_and_forgets_the_oldest_first() {
        repetitions.add(REPORT);
        repetitions.add(Reports.refused("www.test"));
        repetitions.add(REPORT);
        for (int i = 0; i < 1_023; i++) {
            repetitions.add(Reports.unlisted("host" + i + ".test"));
        }
        assertTrue(repetitions.contain(REPORT));
        assertFalse(repetitions.contain(Reports.refused("www.test")));
    }

    private static PinReport at(Duration later) {
        Instant time = Reports.NOW.plus(later);
        return Reports.at(time, REPORT);
    }
}
