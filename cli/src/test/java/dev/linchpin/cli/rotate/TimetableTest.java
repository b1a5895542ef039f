package dev.linchpin.cli.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pin.Pin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinRule;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final String A = "sha256/AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAc=";
    private static final String B = "sha256/AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAc=";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-27");

    private static List<String> days(Timetable timetable) {
        return timetable.steps().stream()
                .map(step -> step.name() + " " + step.from())
                .toList();
    }

    @Test
    void no_key_is_served_before_installations_could_follow() {
        PinRule rule = PinRule.builder("a.com").pins(A, B).build();
        assertEquals(
                List.of(
                        "add 2026-11-27",
                        "ship 2026-11-27",
                        "wait 2026-11-27",
                        "switch 2027-02-25",
                        "remove 2027-05-26"),
                days(Timetable.afterAdding(Pin.parse(A), rule, TODAY, 90)));
        assertEquals(
                List.of("remove 2026-11-27", "ship 2026-11-27", "gone 2027-02-25"),
                days(Timetable.afterRemoving(TODAY, 90)));
    }

    @Test
    void says_that_pins_end_before_the_last_step() {
        PinRule rule = PinRule.builder("a.com")
                .pins(A, B)
                .expires("2027-03-01", AfterExpiry.FAIL_OPEN)
                .build();
        List<String> notes =
                Timetable.afterAdding(Pin.parse(A), rule, TODAY, 90).notes();
        assertTrue(notes.get(0).contains("end at 2027-03-01T00:00:00Z, before the last step"), notes.get(0));
        assertEquals(
                1, Timetable.afterAdding(Pin.parse(A), rule, TODAY, 10).notes().size());
    }
}
