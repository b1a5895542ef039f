package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.cli.jvm.OwnJvm;
import dev.linchpin.cli.tournament.Column;
import dev.linchpin.cli.tournament.Row;
import dev.linchpin.cli.tournament.Tournament;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.report.Entrant;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays a matrix to its end: in this JVM, and at the same time in those that are started for what is global in one.
 *
 * @param inside what this JVM was started for; null if it was not
 */
record Playthrough(
        Gauntlet gauntlet,
        Matrix matrix,
        Terminal terminal,
        @Nullable TlsProvider inside) {
    GauntletReport play() {
        List<Result> results = playHere();
        if (inside == null) {
            for (OwnJvm purpose : matrix.ownJvms()) {
                results.addAll(terminal.isGone() ? List.of() : playThere(purpose));
            }
        }
        return report(results);
    }

    /** In one JVM after the other: side by side, they would keep each other's clients waiting, for which those have half a minute. */
    private List<Result> playThere(OwnJvm purpose) {
        terminal.progress("playing on " + purpose.label() + ", in a JVM of its own ...");
        try (OtherJvm other = OtherJvm.start(purpose, matrix)) {
            return other.results(matrix.scenarios());
        }
    }

    private List<Result> playHere() {
        List<Result> results = new ArrayList<>();
        Progress progress = new Progress(terminal);
        new Tournament(gauntlet, matrix.scenarios(), matrix.columns(), this::isPlayedHere)
                .play(new Tournament.Spectator() {
                    @Override
                    public void waits(int played, int of) {
                        progress.show(played, of);
                    }

                    @Override
                    public boolean ends(Row row) {
                        row.results().forEach(results::add);
                        return !terminal.isGone();
                    }
                });
        return results;
    }

    private boolean isPlayedHere(Scenario scenario, Column column) {
        return matrix.plays(scenario, column)
                && (inside != null || Matrix.ownJvm(column).isEmpty());
    }

    private GauntletReport report(List<Result> results) {
        return new GauntletReport(
                matrix.scenarios(),
                matrix.columns().stream()
                        .map(column -> new Entrant(
                                column.driver().name(),
                                column.driver().provider(),
                                column.driver().version()))
                        .distinct()
                        .toList(),
                results,
                matrix.unsupported(),
                matrix.broken(),
                matrix.leftOut());
    }
}
