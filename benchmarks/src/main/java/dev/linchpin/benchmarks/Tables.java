package dev.linchpin.benchmarks;

import dev.linchpin.cli.command.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What people see of a run. */
final class Tables {
    private final Terminal terminal;

    Tables(Terminal terminal) {
        this.terminal = terminal;
    }

    void printMeasurements(Measurements measured) {
        String benchmark = "";
        List<List<String>> rows = new ArrayList<>();
        for (Measurement measurement : measured.all()) {
            if (!measurement.benchmark().equals(benchmark)) {
                printRows(benchmark, rows);
                rows = new ArrayList<>();
                benchmark = measurement.benchmark();
            }
            rows.add(row(measurement));
        }
        printRows(benchmark, rows);
    }

    private List<String> row(Measurement measurement) {
        Metric score = measurement.score();
        List<String> row = new ArrayList<>();
        row.add(measurement.method());
        row.add(measurement.measured().values());
        row.add(Claim.number(score.median()) + " " + score.unit());
        row.add(score.error() == null ? "" : terminal.symbol("±", "+-") + " " + Claim.number(score.error()));
        Metric bytes = measurement.more().get(Measurement.BYTES);
        row.add(bytes == null || bytes.median() < 1 ? "" : Claim.number(bytes.median()) + " B");
        measurement.more().entrySet().stream()
                .filter(metric -> !metric.getKey().equals(Measurement.BYTES))
                .forEach(metric -> row.add(counted(metric)));
        return row;
    }

    private static String counted(Map.Entry<String, Metric> metric) {
        return metric.getKey() + " " + Claim.number(metric.getValue().median());
    }

    private void printRows(String title, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        terminal.line().styled("bold", title).print();
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                boolean number = i >= 2 && i <= 4;
                String space = " ".repeat(widths[i] - row.get(i).length());
                line.append(' ')
                        .append(number ? space + row.get(i) : row.get(i) + space)
                        .append(' ');
            }
            terminal.print(line.toString().stripTrailing());
        }
        terminal.print("");
    }

    /** The bars, each with the measurement that came closest to it; then what was missed beyond that. */
    void printBars(Report report) {
        terminal.line().styled("bold", "Bars on JDK " + report.jdk()).print();
        for (Bar bar : report.bars()) {
            Claim worst = bar.claims().stream()
                    .filter(claim -> claim.text().equals(bar.value()))
                    .findFirst()
                    .orElseThrow();
            Terminal.Line line = terminal.line();
            mark(line, bar.holds());
            line.text(" " + bar.name()).print();
            terminal.print("         asked: " + bar.bar());
            terminal.print("       nearest: " + sentence(worst));
            bar.claims().stream()
                    .filter(claim -> !claim.holds() && !Objects.equals(claim, worst))
                    .forEach(claim -> terminal.print("   also missed: " + sentence(claim)));
        }
        terminal.print("");
    }

    private void mark(Terminal.Line line, boolean holds) {
        line.styled(holds ? "green" : "bold,red", holds ? "holds " : "MISSED");
    }

    private String sentence(Claim claim) {
        return claim.text() + " (" + claim.limitText() + "), " + claim.on();
    }

    void printComparison(List<Comparison.Change> changes, Report baseline) {
        List<Comparison.Change> worse =
                changes.stream().filter(Comparison.Change::isWorse).toList();
        terminal.print("Compared with the stored run of " + baseline.date() + " (" + baseline.plan() + "): "
                + changes.size() + " ratios to a peer, " + (worse.isEmpty() ? "none" : worse.size())
                + " worse by more than the tolerance.");
        worse.forEach(change -> terminal.print("  " + change.what() + ": " + Claim.number(change.before()) + " -> "
                + Claim.number(change.now()) + " (tolerance " + Math.round(change.tolerance() * 100) + " %)"));
    }
}
