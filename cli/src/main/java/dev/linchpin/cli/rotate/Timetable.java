package dev.linchpin.cli.rotate;

import dev.linchpin.pin.Pin;
import dev.linchpin.policy.PinRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes after a step, and when. No key may be served before those who pin it have had the time to hear of it, and none taken out of
 * the file while a server may still present it.
 *
 * @param notes what the dates do not say
 */
record Timetable(List<Step> steps, List<String> notes) {
    Timetable {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** A step, from a day in UTC. */
    record Step(String name, LocalDate from, String what) {}

    /** From the day on which a new pin is added. */
    static Timetable afterAdding(Pin added, PinRule rule, LocalDate today, int rolloutDays) {
        LocalDate rolledOut = today.plusDays(rolloutDays);
        LocalDate settled = rolledOut.plusDays(rolloutDays);
        List<Step> steps = List.of(
                new Step("add", today, "the file has the pin of the new key"),
                new Step(
                        "ship", today, "release whatever has the file in it, and the same pins wherever else they are"),
                new Step(
                        "wait",
                        today,
                        "until " + rolledOut + ", " + days(rolloutDays) + " for installations to follow"),
                new Step("switch", rolledOut, "servers present the new key; linchpin check says whether all do"),
                new Step(
                        "remove", settled, "linchpin rotate --remove with the old pin, once nobody may go back to it"));
        List<String> notes = new ArrayList<>();
        rule.expires()
                .filter(end -> end.isBefore(start(settled)))
                .ifPresent(end -> notes.add("the pins of " + rule.hosts() + " end at " + end
                        + ", before the last step: nothing is pinned from then on, or nobody is let in"));
        notes.add("after that, " + added + " is in use, and a new backup has to be made: linchpin backup");
        return new Timetable(steps, notes);
    }

    /** From the day on which a pin is taken out. */
    static Timetable afterRemoving(LocalDate today, int rolloutDays) {
        return new Timetable(
                List.of(
                        new Step("remove", today, "the file no longer has the pin"),
                        new Step(
                                "ship",
                                today,
                                "release whatever has the file in it; no server may go back to that key"),
                        new Step(
                                "gone",
                                today.plusDays(rolloutDays),
                                "installations have followed, and a stolen old key is of no use against them")),
                List.of());
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String days(int count) {
        return count + (count == 1 ? " day" : " days");
    }
}
