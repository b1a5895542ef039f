package dev.linchpin.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The time to find the rule of a host, by the number of rules, ours above OkHttp's. */
final class LookupChart {
    private LookupChart() {}

    static Chart of(List<Report> reports) {
        return Chart.perJdk(
                "Finding the rule of a host",
                reports,
                LookupChart::rows,
                List.of("Each row has more rules. Logarithmic axis."));
    }

    private static List<Row> rows(Report report) {
        return Stream.of("1", "10", "1000", "100000", "1000000")
                .map(rules -> row(report, rules))
                .toList();
    }

    private static Row row(Report report, String rules) {
        Case ours = Case.of("PolicyLookup", "linchpin", "pattern", "exact", "host", "listed", "rules", rules);
        return Row.of(Claim.number(Double.parseDouble(rules)) + (rules.equals("1") ? " rule" : " rules"))
                .with(Series.LINCHPIN, report.measured().metric(ours, Measurements.SCORE))
                .with(Series.OK_HTTP, report.measured().metric(ours.by("okHttp"), Measurements.SCORE));
    }
}
