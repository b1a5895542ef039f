package dev.linchpin.gauntlet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static Standing of(Scenario scenario, Outcome actual, long bytes, @Nullable String known) {
        GauntletReport report = new MadeUpRun()
                .play(scenario, "mine", "SunJSSE", actual, bytes, known)
                .report();
        return report.tally(scenario, "mine").standing();
    }

    @Test
    void a_refusal_that_was_wanted_is_as_right_as_an_acceptance_that_was() {
        assertEquals(Standing.AS_WANTED, of(MadeUpRun.ROGUE, Outcome.REFUSE, 0, null));
        assertEquals(Standing.AS_WANTED, of(MadeUpRun.GENUINE, Outcome.ACCEPT, 40, null));
    }

    @Test
    void whoever_is_held_to_it_and_fails_is_unexpected() {
        assertEquals(Standing.UNEXPECTED, of(MadeUpRun.ROGUE, Outcome.ACCEPT, 40, null));
        assertEquals(Standing.UNEXPECTED, of(MadeUpRun.ROGUE, Outcome.REFUSE, 1, null));
        assertEquals(Standing.UNEXPECTED, of(MadeUpRun.ROGUE, Outcome.ERROR, 0, null));
        assertEquals(Standing.UNEXPECTED, of(MadeUpRun.GENUINE, Outcome.REFUSE, 0, null));
    }

    @Test
    void a_known_failure_is_a_breach_if_an_attack_gets_through_be_it_with_one_byte() {
        assertEquals(Standing.KNOWN_BREACH, of(MadeUpRun.ROGUE, Outcome.ACCEPT, 40, "known"));
        assertEquals(Standing.KNOWN_BREACH, of(MadeUpRun.ROGUE, Outcome.ACCEPT, 0, "known"));
        assertEquals(Standing.KNOWN_BREACH, of(MadeUpRun.ROGUE, Outcome.REFUSE, 1, "known"));
        assertEquals(Standing.KNOWN_BREACH, of(MadeUpRun.ROGUE, Outcome.ERROR, 1, "known"));
    }

    @Test
    void a_known_failure_is_none_if_only_the_genuine_peer_is_hurt() {
        assertEquals(Standing.KNOWN_FAILURE, of(MadeUpRun.GENUINE, Outcome.REFUSE, 0, "known"));
        assertEquals(Standing.KNOWN_FAILURE, of(MadeUpRun.GENUINE, Outcome.ERROR, 40, "known"));
        assertEquals(Standing.KNOWN_FAILURE, of(MadeUpRun.ROGUE, Outcome.ERROR, 0, "known"));
    }

    @Test
    void a_known_failure_that_does_not_happen_is_unexpected() {
        assertEquals(Standing.UNEXPECTED, of(MadeUpRun.ROGUE, Outcome.REFUSE, 0, "known"));
    }

    @Test
    void a_cell_stands_as_its_worst_play_and_counts_those() {
        GauntletReport report = new MadeUpRun()
                .play(MadeUpRun.ROGUE, "okhttp", "Conscrypt", Outcome.ACCEPT, 9, null)
                .play(MadeUpRun.ROGUE, "okhttp", "BCJSSE", Outcome.ACCEPT, 9, "known")
                .report();
        assertEquals(new Tally(5, Standing.UNEXPECTED, 1), report.tally(MadeUpRun.ROGUE, "okhttp"));
        assertEquals("1/5", report.tally(MadeUpRun.ROGUE, "okhttp").number());
        assertEquals("5", report.tally(MadeUpRun.GENUINE, "okhttp").number());
        assertEquals(
                new Tally(1, Standing.KNOWN_BREACH, 1),
                report.tally(MadeUpRun.ROGUE, new Entrant("okhttp", "BCJSSE", "5.5.1")));
        assertEquals("", report.tally(MadeUpRun.GENUINE, "swift").number());
    }

    @Test
    void no_two_standings_have_a_sign_in_common() {
        assertEquals(
                5, Stream.of(Standing.values()).map(Standing::sign).distinct().count());
        assertEquals(
                5, Stream.of(Standing.values()).map(Standing::ascii).distinct().count());
        assertEquals(
                5, Stream.of(Standing.values()).map(Standing::style).distinct().count());
        assertEquals(
                List.of(Standing.values()), Standing.legend().stream().sorted().toList());
    }
}
