package dev.linchpin.cli.demo;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What there is to say when all is played. */
final class Report {
    private final Terminal terminal;
    private final List<Result> results;

    Report(Terminal terminal, List<Result> results) {
        this.terminal = terminal;
        this.results = results;
    }

    void complainOfTheUnexpected() {
        results.stream().filter(Result::unexpected).forEach(result -> terminal.complain("NOT AS EXPECTED: " + result));
    }

    void printSummary(Duration took) {
        long unexpected = results.stream().filter(Result::unexpected).count();
        long leaked = results.stream()
                .filter(result -> result.expected() == Outcome.REFUSE)
                .mapToLong(Result::applicationBytes)
                .sum();
        terminal.print("");
        terminal.line()
                .text(count(distinct(result -> result.scenario().id()), "scenario") + ", ")
                .text(count(distinct(Result::client), "client") + ", ")
                .text(count(results.size(), "play") + " in " + seconds(took) + " s: ")
                .styled(unexpected == 0 ? "bold,green" : "bold,red", unexpected + " unexpected")
                .text(", refused peers received ")
                .styled(leaked == 0 ? "bold,green" : "bold,red", count(leaked, "application byte"))
                .print();
    }

    private long distinct(Function<Result, String> property) {
        return results.stream().map(property).distinct().count();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }

    void printFirstRefusal() {
        results.stream().filter(Explanation::explains).findFirst().ifPresent(result -> {
            terminal.print("");
            Explanation.print(terminal, result);
        });
    }
}
