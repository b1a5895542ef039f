package dev.linchpin.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The time to find the rule of a host, by the number of rules, both logarithmic. */
final class LookupChart {
    private static final List<String> RULES = List.of("1", "10", "1000", "100000", "1000000");
    private static final float WIDTH = 2.5f;

    private LookupChart() {}

    static XYChart of(List<Report> reports) {
        XYChart chart = new XYChartBuilder()
                .width(Charts.WIDTH)
                .height(Charts.HEIGHT)
                .title("Finding the rule for a host")
                .xAxisTitle("rules in the policy")
                .yAxisTitle("time in ns")
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setXAxisDecimalPattern("#,##0").setYAxisDecimalPattern("#,##0");
        for (Report report : reports) {
            boolean first = report.jdk() == reports.get(0).jdk();
            add(chart, report, "okHttp", "OkHttp", Charts.OK_HTTP, first);
            add(chart, report, "linchpin", "Linchpin", Charts.LINCHPIN, first);
        }
        return chart;
    }

    private static void add(XYChart chart, Report report, String method, String name, Color color, boolean solid) {
        Case lookup = Case.of("PolicyLookup", method, "pattern", "exact", "host", "listed");
        List<String> measured = RULES.stream()
                .filter(rules -> time(report, lookup, rules).length > 0)
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                name + ", JDK " + report.jdk(),
                measured.stream().mapToDouble(Double::parseDouble).toArray(),
                measured.stream()
                        .mapToDouble(rules -> time(report, lookup, rules)[0])
                        .toArray());
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
        series.setLineColor(color);
        series.setLineStyle(solid ? new BasicStroke(WIDTH) : SeriesLines.DASH_DASH);
    }

    private static double[] time(Report report, Case lookup, String rules) {
        return report.measured().value(lookup.with("rules", rules), Measurements.SCORE).stream()
                .toArray();
    }
}
