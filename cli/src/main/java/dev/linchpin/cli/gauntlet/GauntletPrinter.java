package dev.linchpin.cli.gauntlet;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.report.Deviation;
import dev.linchpin.gauntlet.report.GauntletReport;
import dev.linchpin.gauntlet.report.Omission;
import dev.linchpin.gauntlet.report.Standing;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code linchpin gauntlet} prints for people. */
final class GauntletPrinter {
    private static final int WIDTH = 118;

    private final Terminal terminal;

    GauntletPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void printList(List<Scenario> scenarios, List<Driver> drivers) {
        for (Scenario scenario : scenarios) {
            terminal.line()
                    .styled("bold", scenario.id())
                    .text(": " + scenario.title())
                    .print();
            wrap("  ", scenario.attack());
            if (!scenario.background().references().isEmpty()) {
                wrap("  ", "See " + String.join("; ", scenario.background().references()));
            }
        }
        terminal.print("");
        wrap("", "clients: " + String.join(", ", GauntletReport.distinct(drivers, Driver::name)));
        wrap("", "providers: " + String.join(", ", GauntletReport.distinct(drivers, Driver::provider)));
    }

    void print(GauntletReport report, Duration took) {
        new GauntletTable(terminal, report).print();
        printSummary(report, took);
        printUnexpected(report);
        printKnownFailures(report);
        printOmissions(report);
    }

    private void printSummary(GauntletReport report, Duration took) {
        int unexpected = report.unexpected().size();
        terminal.print("");
        terminal.line()
                .text(report.scenarios().size() + " scenarios, "
                        + report.clients().size() + " clients, "
                        + report.results().size() + " plays in "
                        + String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0) + " s: ")
                .styled(unexpected == 0 ? "bold,green" : "bold,red", unexpected + " unexpected")
                .text(", clients held to it sent refused peers ")
                .styled(
                        report.leakedBytes() == 0 ? "bold,green" : "bold,red",
                        report.leakedBytes() + " application bytes")
                .print();
        terminal.print(report.knownFailures().stream()
                        .mapToInt(deviation -> deviation.plays().size())
                        .sum()
                + " known failures, "
                + report.unsupported().size() + " combinations unsupported, "
                + report.leftOut().size() + " left out");
    }

    private void printUnexpected(GauntletReport report) {
        for (Result result : report.unexpected()) {
            terminal.print("");
            terminal.line()
                    .styled("bold,red", result.scenario().id())
                    .text(": " + result.client() + ", " + result.provider() + ", " + result.transport())
                    .print();
            wrap("  ", result.scenario().attack());
            wrap(
                    "  ",
                    "expected " + result.expected() + ", was " + result.actual() + ", " + result.applicationBytes()
                            + " request bytes. " + result.note());
            if (result.knownFailure() != null) {
                wrap("  ", "It was known to fail: " + result.knownFailure());
            }
        }
    }

    /** One paragraph for each client, reason and kind of failure. */
    private void printKnownFailures(GauntletReport report) {
        Map<Paragraph, List<Deviation>> paragraphs = report.knownFailures().stream()
                .collect(Collectors.groupingBy(Paragraph::of, LinkedHashMap::new, Collectors.toList()));
        paragraphs.forEach((paragraph, deviations) -> {
            terminal.print("");
            terminal.line()
                    .styled(GauntletTable.style(paragraph.standing()), paragraph.kind() + ": ")
                    .styled("bold", paragraph.client())
                    .text(", " + paragraph.reason())
                    .print();
            wrap(
                    "  ",
                    String.join(
                            ", ",
                            GauntletReport.distinct(
                                    deviations,
                                    deviation -> deviation.scenario().id())));
        });
    }

    private record Paragraph(String client, Standing standing, String kind, String reason) {
        static Paragraph of(Deviation deviation) {
            return new Paragraph(
                    deviation.client(),
                    deviation.standing(),
                    deviation.kind(),
                    deviation.known().orElse(""));
        }
    }

    private void printOmissions(GauntletReport report) {
        printOmissions("does not start", report.broken());
        printOmissions("unsupported", report.unsupported());
        if (!report.leftOut().isEmpty()) {
            terminal.print("");
            terminal.line().styled("bold", "left out").print();
            report.leftOut().stream()
                    .collect(Collectors.groupingBy(Omission::reason, LinkedHashMap::new, Collectors.counting()))
                    .forEach((reason, count) -> wrap("  ", count + " × " + reason));
        }
    }

    private void printOmissions(String heading, List<Omission> notPlayed) {
        if (notPlayed.isEmpty()) {
            return;
        }
        terminal.print("");
        terminal.line().styled("bold", heading).print();
        GauntletReport.byReason(notPlayed)
                .forEach((reason, omissions) -> wrap(
                        "  ",
                        omissions.size() + " × " + reason + ": "
                                + String.join(", ", GauntletReport.distinct(omissions, Omission::client))));
    }

    /** Prints words, as many in a line as there is room for. */
    private void wrap(String indent, String text) {
        List<String> line = new ArrayList<>();
        int length = indent.length();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && length + word.length() > WIDTH) {
                terminal.print(indent + String.join(" ", line));
                line.clear();
                length = indent.length();
            }
            line.add(word);
            length += word.length() + 1;
        }
        terminal.print(indent + String.join(" ", line));
    }
}
