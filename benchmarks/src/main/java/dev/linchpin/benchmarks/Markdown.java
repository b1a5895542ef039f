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
     * What a request on a warm connection costs: how fast the pinned client is, a client without pins being 1, the time that is more for each request,
     * and how far from 1 a client without pins is from itself.
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
        return pinned.map(Markdown::ratio).orElse("not measured")
                + pinned.flatMap(ratio -> rate.map(perSecond -> ", " + added(ratio.median(), perSecond.median())))
                        .orElse("")
                + " | "
                + measured.metric(request, Measurements.more("controlToPlain"))
                        .map(Markdown::ratio)
                        .orElse("not measured");
    }

    /** Of a pinned request's time, what the plain client does not need. */
    private static String added(double ratio, double perSecond) {
        return String.format(Locale.ROOT, "%+.1f µs", (1 - ratio) * MICROS / perSecond)
                .replace('-', '−');
    }

    private static String ratio(Metric metric) {
        return String.format(Locale.ROOT, "%.3f", metric.median())
                + metric.knownError().stream()
                        .mapToObj(error -> String.format(Locale.ROOT, " ± %.3f", error))
                        .collect(Collectors.joining());
    }

    /** The client by its name, and everything else that tells the request from others. */
    private static String title(Case request) {
        String http = param(request, "http");
        String client = param(request, "client");
        return CLIENTS.getOrDefault(client, client)
                + ", "
                + (http.equals("h2") ? "HTTP/2" : http.toUpperCase(Locale.ROOT))
                + (request.threads() == 1 ? "" : ", all threads");
    }

    private static String param(Case client, String name) {
        return client.params().getOrDefault(name, "");
    }

    private static String variant(String client) {
        int hyphen = client.indexOf('-');
        return hyphen < 0 ? "" : client.substring(hyphen + 1) + " ";
    }
}
