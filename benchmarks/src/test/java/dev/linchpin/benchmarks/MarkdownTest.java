package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    private static final Set<String> REQUESTS = Set.of("WarmRequests");

    @Test
    void the_table_of_requests_has_every_client_and_protocol_that_was_measured_on_any_jdk() throws Exception {
        List<Report> reports = List.of(
                Imagined.report(17, Plan.quick().only(REQUESTS)),
                with(MarkdownTest::withErrors, Imagined.report(25, Plan.full().only(REQUESTS))));
        String http1 = " | 0.995, +0.5 µs | 1.001 | 0.995 ± 0.004, +0.5 µs | 1.001 ± 0.004 |";
        String http2 = " | not measured | not measured | 0.995 ± 0.004, +0.5 µs | 1.001 ± 0.004 |";
        assertEquals(
                List.of(
                        "| requests on a warm connection | JDK 17: Linchpin / plain | plain / plain "
                                + "| JDK 25: Linchpin / plain | plain / plain |",
                        "|---|---|---|---|---|",
                        "| HttpClient 5, asynchronous, HTTP/1.1" + http1,
                        "| HttpClient 5, asynchronous, HTTP/2" + http2,
                        "| HttpClient 5, classic, HTTP/1.1" + http1,
                        "| Jetty, HTTP/1.1" + http1,
                        "| Jetty, HTTP/2" + http2,
                        "| OkHttp, HTTP/1.1" + http1,
                        "| OkHttp, HTTP/2" + http2),
                Markdown.requests(reports));
    }

    @Test
    void a_request_that_came_out_faster_than_plain_takes_less_time() throws Exception {
        Imagined faster = new Imagined().but("WarmRequests.request jetty http/1.1 linchpinToPlain", 1.01);
        assertEquals(
                "| Jetty, HTTP/1.1 | 1.010, −1.0 µs | 1.001 |",
                Markdown.requests(List.of(faster.reported(17, Plan.quick().only(REQUESTS))))
                        .get(4));
    }

    @Test
    void bytes_of_a_request_are_told_where_they_were_counted() throws Exception {
        Report report =
                with(MarkdownTest::withBytes, Imagined.report(17, Plan.quick().only(REQUESTS)));
        assertEquals(
                "| OkHttp, HTTP/1.1 | 0.995, +0.5 µs, +1,048 B | 1.001, −8 B |",
                Markdown.requests(List.of(report)).get(5));
    }

    private static Report with(UnaryOperator<Measurement> change, Report report) {
        return new Report(
                report.jdk(),
                List.of(),
                report.plan(),
                report.date(),
                report.machine(),
                report.measurements().stream().map(change).toList());
    }

    /** As of several iterations. */
    private static Measurement withErrors(Measurement request) {
        Map<String, Metric> more = new TreeMap<>();
        request.more()
                .forEach((name, metric) ->
                        more.put(name, new Metric(metric.unit(), metric.median(), 0.004, metric.rounds())));
        return Measurement.of(request.measured(), request.score(), more);
    }

    private static Measurement withBytes(Measurement request) {
        Map<String, Metric> more = new TreeMap<>(request.more());
        more.put("linchpinAddedBytes", new Metric("", 1048, null, List.of(1048.0)));
        more.put("controlAddedBytes", new Metric("", -8, null, List.of(-8.0)));
        return Measurement.of(request.measured(), request.score(), more);
    }
}
