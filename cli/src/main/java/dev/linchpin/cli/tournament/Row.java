package dev.linchpin.cli.tournament;

import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of one scenario.
 *
 * @param cells one for each column; empty where the scenario makes no sense
 */
public record Row(Scenario scenario, List<Optional<Result>> cells) {
    public Row {
        cells = List.copyOf(cells);
    }

    /** Without the empty cells. */
    public Stream<Result> results() {
        return cells.stream().flatMap(Optional::stream);
    }
}
