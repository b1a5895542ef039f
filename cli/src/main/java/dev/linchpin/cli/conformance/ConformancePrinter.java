package dev.linchpin.cli.conformance;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.conformance.CaseResult;
import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.conformance.Status;
import dev.linchpin.vectors.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code linchpin conformance} prints for people: a table of implementations and topics, then what is wrong. */
final class ConformancePrinter {
    private static final int DEVIATIONS = 20;
    private static final int INPUT_SHOWN = 600;
    private static final String GAP = "  ";

    private final Terminal terminal;
    private final ConformanceReport report;
    private final String passed;
    private final String expected;
    private final String failed;
    private final String skipped;

    ConformancePrinter(Terminal terminal, ConformanceReport report) {
        this.terminal = terminal;
        this.report = report;
        this.passed = terminal.symbol("✓", "+");
        this.expected = terminal.symbol("≈", "~");
        this.failed = terminal.symbol("✗", "x");
        this.skipped = terminal.symbol("–", "-");
    }

    void printTable() {
        List<Integer> widths = widths();
        Terminal.Line head = terminal.line().styled("bold", pad("implementation", nameWidth()));
        for (int i = 0; i < widths.size(); i++) {
            head.styled("bold", GAP + pad(report.topics().get(i), widths.get(i)));
        }
        head.print();
        for (ImplementationResult implementation : report.implementations()) {
            String name = pad(nameOf(implementation), nameWidth());
            Terminal.Line line = implementation.asExpected()
                    ? terminal.line().text(name)
                    : terminal.line().styled("bold,red", name);
            if (implementation.wasRun()) {
                for (int i = 0; i < widths.size(); i++) {
                    cell(line, implementation, report.topics().get(i), i == widths.size() - 1 ? 0 : widths.get(i));
                }
            } else {
                line.styled("yellow", GAP + "not run: " + firstLine(implementation.notRun()));
            }
            line.print();
        }
        terminal.print(passed + " passed   " + expected + " failed as expected   " + failed + " failed   " + skipped
                + " skipped");
    }

    private int nameWidth() {
        return Stream.concat(
                        Stream.of("implementation"),
                        report.implementations().stream().map(this::nameOf))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** As wide as it will be shown. */
    private String nameOf(ImplementationResult implementation) {
        return terminal.shown(implementation.identity().name());
    }

    private List<Integer> widths() {
        return report.topics().stream()
                .map(topic -> Stream.concat(
                                Stream.of(topic),
                                report.implementations().stream().map(result -> text(counts(result, topic))))
                        .mapToInt(String::length)
                        .max()
                        .orElse(0))
                .toList();
    }

    private record Count(String symbol, String style, long number) {
        @Override
        public String toString() {
            return symbol + number;
        }
    }

    private List<Count> counts(ImplementationResult result, String topic) {
        return Stream.of(
                        new Count(
                                failed,
                                "bold,red",
                                result.count(
                                        topic, Status.FAIL, Status.ERROR, Status.CRASH, Status.HANG, Status.XPASS)),
                        new Count(passed, "green", result.count(topic, Status.PASS)),
                        new Count(expected, "yellow", result.count(topic, Status.XFAIL)),
                        new Count(skipped, "faint", result.count(topic, Status.SKIP)))
                .filter(count -> count.number() > 0)
                .toList();
    }

    private void cell(Terminal.Line line, ImplementationResult result, String topic, int width) {
        List<Count> counts = counts(result, topic);
        line.text(GAP);
        for (int i = 0; i < counts.size(); i++) {
            line.text(i == 0 ? "" : " ")
                    .styled(counts.get(i).style(), counts.get(i).toString());
        }
        line.text(" ".repeat(Math.max(0, width - text(counts).length())));
    }

    private static String text(List<Count> counts) {
        return String.join(" ", counts.stream().map(Count::toString).toList());
    }

    void printDeviations() {
        int shown = 0;
        for (ImplementationResult implementation : report.implementations()) {
            String name = implementation.identity().name();
            for (String problem : implementation.problems()) {
                terminal.print("");
                terminal.line().styled("bold,red", name).text(": " + problem).print();
            }
            for (CaseResult result : implementation.unexpected().toList()) {
                if (shown++ < DEVIATIONS) {
                    print(name, result);
                }
            }
        }
        if (shown > DEVIATIONS) {
            terminal.print("");
            terminal.print("and " + (shown - DEVIATIONS) + " more; --html FILE shows them all");
        }
    }

    private void print(String name, CaseResult result) {
        terminal.print("");
        terminal.line()
                .styled("bold,red", name)
                .text(": ")
                .styled("bold", result.question().test().tcId())
                .text(" " + result.status() + ", " + result.question().test().comment())
                .print();
        field("input", shortened(result.question().inputText()));
        field("got", result.gotText());
        field("wanted", result.wantedText());
        if (!result.excuse().isEmpty()) {
            field("known", result.excuse());
        }
        for (Note note : result.question().notes()) {
            field("note", note.description() + (note.effect().isEmpty() ? "" : " " + note.effect()));
        }
    }

    private void field(String name, String value) {
        terminal.print("  " + pad(name, 7) + value);
    }

    private static String shortened(String text) {
        return text.length() <= INPUT_SHOWN
                ? text
                : text.substring(0, INPUT_SHOWN) + "… (" + text.length() + " characters)";
    }

    void printSummary(Duration took) {
        List<String> parts = new ArrayList<>();
        long notRun = report.implementations().stream()
                .filter(result -> !result.wasRun())
                .count();
        long run = report.implementations().size() - notRun;
        parts.add(report.cases() + " cases");
        parts.add(run + (run == 1 ? " implementation run" : " implementations run"));
        parts.add(notRun + " not run");
        long unexpected = report.implementations().stream()
                .mapToLong(
                        result -> result.problems().size() + result.unexpected().count())
                .sum();
        terminal.print("");
        terminal.line()
                .text(String.join(", ", parts) + ", in " + String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0)
                        + " s: ")
                .styled(unexpected == 0 ? "bold,green" : "bold,red", unexpected + " unexpected")
                .print();
    }

    /** Even where nobody looks at the table. */
    void complainOfWhatWasNotRun() {
        report.implementations().stream()
                .filter(result -> !result.wasRun())
                .forEach(result ->
                        terminal.complain("NOT RUN: " + result.identity().name() + ": " + firstLine(result.notRun())));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
