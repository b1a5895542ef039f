package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the documents say of stored runs, so that nobody copies numbers by hand. */
final class Markdown {
    private static final List<String> ADAPTERS = List.of("okhttp", "httpclient5", "jetty");

    private Markdown() {}

    /** The bars, one row each, with a column for each JDK. */
    static List<String> bars(List<Report> reports) {
        List<String> lines = new ArrayList<>();
        lines.add("| what | bar | " + columns(reports, report -> "JDK " + report.jdk()) + " |");
        lines.add("|---|---|" + "---|".repeat(reports.size()));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (Report report : reports) {
            for (Bar bar : report.bars()) {
                rows.computeIfAbsent("| " + bar.name() + " | " + asked(reports, bar.name()), first -> new ArrayList<>())
                        .add((bar.holds() ? "holds: " : "**missed**: ") + bar.value());
            }
        }
        rows.forEach((row, cells) -> lines.add(row + " | " + String.join(" | ", cells) + " |"));
        return lines;
    }

    /** What is asked, with what is asked of another JDK where that differs. */
    private static String asked(List<Report> reports, String bar) {
        return reports.stream()
                .flatMap(report -> report.bars().stream())
                .filter(other -> other.name().equals(bar))
                .map(Bar::bar)
                .distinct()
                .collect(Collectors.joining(" / "));
    }

    private static String columns(List<Report> reports, Function<Report, String> column) {
        return reports.stream().map(column).collect(Collectors.joining(" | "));
    }

    /** The measured rows of the table of adapters: a column for each adapter, a row for each JDK and question. */
    static List<String> adapters(List<Report> reports) {
        List<String> lines = new ArrayList<>();
        for (Report report : reports) {
            lines.add(row(report, "new connections per second", "ClientConnections"));
            lines.add(row(report, "requests per second on a warm connection", "WarmRequests"));
        }
        return lines;
    }

    private static String row(Report report, String what, String benchmark) {
        return "| " + what + ", Linchpin / plain (JDK " + report.jdk() + ") | "
                + ADAPTERS.stream()
                        .map(adapter -> cell(report.measured(), benchmark, adapter))
                        .collect(Collectors.joining(" | "))
                + " |";
    }

    private static String cell(Measurements measured, String benchmark, String adapter) {
        String cell = measured.of(benchmark)
                .map(Measurement::measured)
                .filter(client -> param(client, "client").startsWith(adapter))
                .flatMap(client -> measured.value(client, Measurements.more("linchpinToPlain")).stream()
                        .mapToObj(ratio -> String.format(Locale.ROOT, "%.3f", ratio) + " ("
                                + variant(param(client, "client")) + param(client, "http") + ")"))
                .collect(Collectors.joining(", "));
        return cell.isEmpty() ? "not measured" : cell;
    }

    private static String param(Case client, String name) {
        return client.params().getOrDefault(name, "");
    }

    private static String variant(String client) {
        int hyphen = client.indexOf('-');
        return hyphen < 0 ? "" : client.substring(hyphen + 1) + " ";
    }
}
