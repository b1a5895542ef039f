package dev.linchpin.cli.platforms;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.format.Counted;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.report.Entrant;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.report.Omission;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code linchpin platforms} prints for people: a line for each target that was played. */
final class PlatformsTable {
    private final Terminal terminal;
    private final GauntletReport report;

    PlatformsTable(Terminal terminal, GauntletReport report) {
        this.terminal = terminal;
        this.report = report;
    }

    void print(Duration took) {
        int width = report.entrants().stream()
                .mapToInt(entrant -> entrant.client().length())
                .max()
                .orElse(0);
        terminal.line()
                .styled("bold", padded("target", width) + "  attacks refused  genuine accepted  client")
                .print();
        report.entrants().forEach(entrant -> print(entrant, width));
        terminal.print("");
        terminal.line()
                .text(Counted.of(report.scenarios().size(), "scenario") + ", " + Counted.of(played(), "target") + ", "
                        + Counted.of(report.results().size(), "play") + " in "
                        + String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0) + " s: ")
                .styled(
                        report.unexpected().isEmpty() ? "bold,green" : "bold,red",
                        report.unexpected().size() + " unexpected")
                .text(", refused peers received ")
                .styled(
                        report.leakedBytes() == 0 ? "bold,green" : "bold,red",
                        report.leakedBytes() + " application bytes")
                .print();
    }

    private long played() {
        return report.results().stream().map(Result::client).distinct().count();
    }

    private void print(Entrant entrant, int width) {
        List<Result> plays = report.results().stream()
                .filter(result -> result.client().equals(entrant.client()))
                .toList();
        Terminal.Line line = terminal.line().text(padded(entrant.client(), width) + "  ");
        if (plays.isEmpty()) {
            line.styled("faint", reason(entrant)).print();
            return;
        }
        cell(line, plays, Outcome.REFUSE, "attacks refused".length());
        cell(line, plays, Outcome.ACCEPT, "genuine accepted".length());
        line.text(entrant.version()).print();
    }

    private void cell(Terminal.Line line, List<Result> plays, Outcome outcome, int width) {
        List<Result> wanted = plays.stream()
                .filter(result -> result.scenario().expected().outcome() == outcome)
                .toList();
        long wrong = wanted.stream().filter(Result::unexpected).count();
        String text = wrong == 0
                ? terminal.symbol("✓", "+") + wanted.size()
                : terminal.symbol("✗", "x") + wrong + "/" + wanted.size();
        line.styled(wrong == 0 ? "green" : "bold,red", text).text(" ".repeat(Math.max(0, width - text.length()) + 2));
    }

    private String reason(Entrant entrant) {
        return Stream.concat(report.unsupported().stream(), report.broken().stream())
                .filter(omission -> omission.client().equals(entrant.client()))
                .map(Omission::reason)
                .findFirst()
                .orElse("nothing that was chosen");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
