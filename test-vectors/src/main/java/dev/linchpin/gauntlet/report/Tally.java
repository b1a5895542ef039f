package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import java.util.Comparator;
import java.util.List;

/**
 * The plays that a cell of a table sums up.
 *
 * @param standing that of the worst of them
 * @param count how many stand so
 */
public record Tally(int plays, Standing standing, int count) {
    static Tally of(List<Result> results) {
        List<Standing> standings = results.stream().map(Standing::of).toList();
        Standing worst = standings.stream().max(Comparator.naturalOrder()).orElse(Standing.NOT_PLAYED);
        int count = (int) standings.stream().filter(worst::equals).count();
        return new Tally(results.size(), worst, count);
    }

    /** How many, for a cell of a table: of how many, unless it is all; empty if nothing was played. */
    public String number() {
        if (plays == 0) {
            return "";
        }
        return count == plays ? "" + count : count + "/" + plays;
    }
}
