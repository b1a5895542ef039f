package dev.linchpin.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The verdict in a hot loop, ours above OkHttp's. */
final class VerdictChart {
    private VerdictChart() {}

    static Chart of(List<Report> reports) {
        return Chart.perJdk(
                "One verdict on certificates that are known",
                reports,
                VerdictChart::rows,
                List.of(
                        "What is pinned; EC certificates, the JDK’s unless Conscrypt’s.",
                        "OkHttp’s pinner with its chain cleaner. Logarithmic axis."));
    }

    private static List<Row> rows(Report report) {
        return Stream.concat(
                        Stream.of("leaf", "intermediate", "root", "nothing")
                                .map(pinned -> row(report, pinned, pinned, "SunJSSE")),
                        Stream.of(row(report, "leaf, Conscrypt", "leaf", "Conscrypt")))
                .toList();
    }

    private static Row row(Report report, String label, String pinned, String provider) {
        Case ours = Case.of(
                "Verdict", "linchpin", "pinned", pinned, "certificates", "known", "provider", provider, "key", "ec");
        return Row.of(label)
                .with(Series.LINCHPIN, report.measured().metric(ours, Measurements.SCORE))
                .with(Series.OK_HTTP, report.measured().metric(ours.by("okHttp"), Measurements.SCORE));
    }
}
