package dev.linchpin.benchmarks;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measurements to look at, whatever they are drawn on: panels below each other, a row for each question, a lane for each series.
 *
 * @param notes what one has to know to read it, in lines that fit
 */
record Chart(String title, List<Panel> panels, List<String> notes) {
    Chart {
        panels = panels.stream().filter(panel -> !panel.rows().isEmpty()).toList();
        notes = List.copyOf(notes);
    }

    /** A panel for each JDK, all with the same logarithmic axis of times. */
    static Chart perJdk(String title, List<Report> reports, Function<Report, List<Row>> rows, List<String> notes) {
        Axis axis = Axis.logarithmic(
                reports.stream().flatMap(report -> rows.apply(report).stream()).toList(), Axis::time);
        return new Chart(
                title,
                reports.stream()
                        .map(report -> new Panel("JDK " + report.jdk(), axis, rows.apply(report), false))
                        .toList(),
                notes);
    }

    /** Whether nothing of it was measured. */
    boolean isEmpty() {
        return panels.isEmpty();
    }

    List<Series> series() {
        return panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .flatMap(row -> row.marks().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** All that there is to see, for those who do not see it. */
    String description() {
        return panels.stream().map(Chart::description).collect(Collectors.joining(" "));
    }

    private static String description(Panel panel) {
        return panel.rows().stream()
                .map(row -> row.label() + ": " + description(row, panel.axis()))
                .collect(Collectors.joining("; ", panel.heading() + ". ", "."));
    }

    private static String description(Row row, Axis axis) {
        return row.marks().entrySet().stream()
                .map(mark -> mark.getKey().title() + " " + description(mark.getValue(), axis))
                .collect(Collectors.joining(", "));
    }

    private static String description(Metric metric, Axis axis) {
        String value = axis.text().apply(metric.median());
        return metric.knownError().isEmpty()
                ? value
                : value + " ± " + axis.text().apply(metric.knownError().getAsDouble());
    }
}
