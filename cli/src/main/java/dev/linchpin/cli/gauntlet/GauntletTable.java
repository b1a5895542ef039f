package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.report.Standing;
import dev.linchpin.gauntlet.report.Tally;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row for each scenario, among those of the same demand; a column for each client. A cell says whether the demand was met, summed up
 * over all providers and transports. The columns are numbered, since the names of all clients would not stand side by side in 120
 * columns.
 */
final class GauntletTable {
    private static final int TITLE_WIDTH = 43;

    private final Terminal terminal;
    private final GauntletReport report;
    private final List<Integer> widths;

    GauntletTable(Terminal terminal, GauntletReport report) {
        this.terminal = terminal;
        this.report = report;
        this.widths = report.clients().stream().map(this::width).toList();
    }

    private int width(String client) {
        return 1
                + report.scenarios().stream()
                        .mapToInt(
                                scenario -> text(report.tally(scenario, client)).length())
                        .reduce(2, Math::max);
    }

    void print() {
        printKey();
        terminal.print("");
        StringBuilder head = new StringBuilder(pad("scenario", TITLE_WIDTH));
        for (int i = 0; i < widths.size(); i++) {
            head.append(pad(Integer.toString(i + 1), widths.get(i)));
        }
        terminal.line().styled("bold", head.toString().stripTrailing()).print();
        printSection("attacks, to be refused", Outcome.REFUSE);
        printSection("genuine peers, to be accepted", Outcome.ACCEPT);
        terminal.print(Standing.legend().stream()
                        .map(standing -> sign(standing) + " " + standing.words())
                        .collect(Collectors.joining("   "))
                + "   (number of plays)");
    }

    /** What the numbers over the columns mean. */
    private void printKey() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < report.clients().size(); i++) {
            names.add((i + 1) + " " + report.clients().get(i));
        }
        int width = names.stream().mapToInt(String::length).max().orElse(0) + 3;
        int each = Math.max(1, 118 / width);
        for (int from = 0; from < names.size(); from += each) {
            StringBuilder line = new StringBuilder();
            names.subList(from, Math.min(names.size(), from + each)).forEach(name -> line.append(pad(name, width)));
            terminal.print(line.toString().stripTrailing());
        }
    }

    private void printSection(String title, Outcome demand) {
        List<Scenario> section = report.scenarios().stream()
                .filter(scenario -> scenario.expected().outcome() == demand)
                .toList();
        if (!section.isEmpty()) {
            terminal.line().styled("bold", title).print();
            section.forEach(this::printRow);
        }
    }

    private void printRow(Scenario scenario) {
        Terminal.Line line = terminal.line().text(pad("  " + scenario.title(), TITLE_WIDTH));
        for (int i = 0; i < widths.size(); i++) {
            Tally tally = report.tally(scenario, report.clients().get(i));
            String text = text(tally);
            boolean last = i == widths.size() - 1;
            line.styled(style(tally.standing()), text).text(last ? "" : pad("", widths.get(i) - text.length()));
        }
        line.print();
    }

    private String text(Tally tally) {
        return sign(tally.standing()) + tally.number();
    }

    private String sign(Standing standing) {
        return terminal.symbol(standing.sign(), standing.ascii());
    }

    /** Beside the sign, which says the same. */
    static String style(Standing standing) {
        return switch (standing) {
            case NOT_PLAYED -> "faint";
            case AS_WANTED -> "green";
            case KNOWN_FAILURE -> "yellow";
            case KNOWN_BREACH -> "bold,magenta";
            case UNEXPECTED -> "bold,red";
        };
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
