package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.report.Tally;
import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * A row for each scenario, a column for each client; a cell sums up all providers and transports. The columns are numbered, since the
 * names of all clients would not stand side by side in 120 columns.
 */
final class GauntletTable {
    private static final int TITLE_WIDTH = 43;

    private final Terminal terminal;
    private final GauntletReport report;
    private final String accepted;
    private final String refused;
    private final String known;
    private final String absent;
    private final List<Integer> widths;

    GauntletTable(Terminal terminal, GauntletReport report) {
        this.terminal = terminal;
        this.report = report;
        this.accepted = terminal.symbol("✓", "+");
        this.refused = terminal.symbol("✗", "x");
        this.known = terminal.symbol("≈", "~");
        this.absent = terminal.symbol("·", ".");
        this.widths = report.clients().stream().map(this::width).toList();
    }

    private int width(String client) {
        return 1
                + report.scenarios().stream()
                        .mapToInt(scenario ->
                                text(scenario, report.tally(scenario, client)).length())
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
        report.scenarios().forEach(this::printRow);
        terminal.print(accepted + " accepted   " + refused + " refused   " + known + " known failure   " + absent
                + " not played   !! not as expected (number of combinations)");
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

    private void printRow(Scenario scenario) {
        Terminal.Line line = terminal.line()
                .text(pad((attack(scenario) ? refused : accepted) + " " + scenario.title(), TITLE_WIDTH));
        for (int i = 0; i < widths.size(); i++) {
            Tally tally = report.tally(scenario, report.clients().get(i));
            String text = text(scenario, tally);
            boolean last = i == widths.size() - 1;
            line.styled(style(tally), text).text(last ? "" : pad("", widths.get(i) - text.length()));
        }
        line.print();
    }

    private String text(Scenario scenario, Tally tally) {
        return tally.text(attack(scenario) ? refused : accepted, known, absent);
    }

    private static boolean attack(Scenario scenario) {
        return scenario.expected().outcome() == Outcome.REFUSE;
    }

    private static String style(Tally tally) {
        if (tally.plays() == 0) {
            return "faint";
        }
        return tally.unexpected() > 0 ? "bold,red" : tally.known() > 0 ? "yellow" : "green";
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
