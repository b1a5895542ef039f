package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documents say of stored runs, so that nobody copies numbers by hand. */
final class Markdown {
    private static final List<String> ADAPTERS = List.of("okhttp", "httpclient5", "jetty");
    private static final Map<String, String> CLIENTS = Map.of(
            "okhttp", "OkHttp",
            "httpclient5-classic", "HttpClient 5, classic",
            "httpclient5-async", "HttpClient 5, asynchronous",
            "jetty", "Jetty");
    private static final String REQUESTS = "WarmRequests";
    private static final String PINNED = "linchpinToPlain";
    private static final double MICROS = 1e6;

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
            lines.add(row(report, "requests per second on a warm connection", REQUESTS));
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
                .flatMap(client -> measured.value(client, Measurements.more(PINNED)).stream()
                        .mapToObj(ratio -> String.format(Locale.ROOT, "%.3f", ratio) + " ("
                                + variant(param(client, "client")) + param(client, "http") + ")"))
                .collect(Collectors.joining(", "));
        return cell.isEmpty() ? "not measured" : cell;
    }

    /**
     * What a request on a warm connection costs: how fast the pinned client is, a client without pins being 1, and what is more for each
     * request; then the same of a client without pins, which should be 1 and nothing. Bytes where they were counted.
     */
    static List<String> requests(List<Report> reports) {
        List<String> lines = new ArrayList<>();
        lines.add("| requests on a warm connection | "
                + columns(reports, report -> "JDK " + report.jdk() + ": Linchpin / plain | plain / plain") + " |");
        lines.add("|---|" + "---|---|".repeat(reports.size()));
        reports.stream()
                .flatMap(report -> report.measured().of(REQUESTS))
                .filter(measurement -> measurement.more().containsKey(PINNED))
                .map(Measurement::measured)
                .distinct()
                .sorted(Comparator.comparing(Markdown::title))
                .forEach(request -> lines.add("| " + title(request) + " | "
                        + columns(reports, report -> request(report.measured(), request)) + " |"));
        return lines;
    }

    private static String request(Measurements measured, Case request) {
        Optional<Metric> pinned = measured.metric(request, Measurements.more(PINNED));
        Optional<Metric> rate = measured.metric(request, Measurements.more("requestsPerSecond"));
        Optional<String> time =
                pinned.flatMap(ratio -> rate.map(perSecond -> time(ratio.median(), perSecond.median())));
        Optional<String> control =
                measured.metric(request, Measurements.more("controlToPlain")).map(Markdown::ratio);
        return joined(Stream.of(pinned.map(Markdown::ratio), time, bytes(measured, request, "linchpinAddedBytes")))
                + " | "
                + joined(Stream.of(control, bytes(measured, request, "controlAddedBytes")));
    }

    private static String joined(Stream<Optional<String>> numbers) {
        String known = numbers.flatMap(Optional::stream).collect(Collectors.joining(", "));
        return known.isEmpty() ? "not measured" : known;
    }

    /** Of a pinned request's time, what the plain client does not need. */
    private static String time(double ratio, double perSecond) {
        return signed(String.format(Locale.ROOT, "%+.1f µs", (1 - ratio) * MICROS / perSecond));
    }

    private static Optional<String> bytes(Measurements measured, Case request, String name) {
        return measured.metric(request, Measurements.more(name))
                .map(bytes -> signed(String.format(Locale.ROOT, "%+,.0f B", bytes.median())));
    }

    private static String signed(String number) {
        return number.replace('-', '−');
    }

    private static String ratio(Metric metric) {
        return String.format(Locale.ROOT, "%.3f", metric.median())
                + metric.knownError().stream()
                        .mapToObj(error -> String.format(Locale.ROOT, " ± %.3f", error))
                        .collect(Collectors.joining());
    }

    /** The client by its name, and the protocol. */
    private static String title(Case request) {
        String http = param(request, "http");
        String client = param(request, "client");
        return CLIENTS.getOrDefault(client, client)
                + ", "
                + (http.equals("h2") ? "HTTP/2" : http.toUpperCase(Locale.ROOT));
    }

    private static String param(Case client, String name) {
        return client.params().getOrDefault(name, "");
    }

    private static String variant(String client) {
        int hyphen = client.indexOf('-');
        return hyphen < 0 ? "" : client.substring(hyphen + 1) + " ";
    }
}
