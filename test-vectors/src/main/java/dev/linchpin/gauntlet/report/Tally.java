package dev.linchpin.gauntlet.report;

import dev.linchpin.gauntlet.play.Result;
import java.util.List;

/**
 * One scenario with one client, over all that it speaks.
 *
 * @param unexpected how many were not as expected
 * @param known how many failed as they were known to
 */
public record Tally(int plays, int unexpected, int known) {
    static Tally of(List<Result> results) {
        int unexpected = (int) results.stream().filter(Result::unexpected).count();
        int known = (int) results.stream()
                .filter(result -> result.failed() && !result.unexpected())
                .count();
        return new Tally(results.size(), unexpected, known);
    }

    /**
     * For a cell of a table.
     *
     * @param fine the symbol for doing what is demanded
     * @param known the symbol for a known failure
     * @param absent the symbol for not taking part
     */
    public String text(String fine, String known, String absent) {
        if (plays == 0) {
            return absent;
        }
        return unexpected > 0 ? "!!" + of(unexpected) : this.known > 0 ? known + of(this.known) : fine + plays;
    }

    private String of(int number) {
        return number == plays ? "" + number : number + "/" + plays;
    }
}
