package dev.linchpin.benchmarks;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The verdict in a hot loop, ours beside OkHttp's. */
final class VerdictChart {
    private static final double LEAST_NANOS = 10;

    private VerdictChart() {}

    static CategoryChart of(Report report) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Charts.WIDTH)
                .height(Charts.HEIGHT)
                .title("One verdict on known EC certificates (JDK " + report.jdk() + ")")
                .xAxisTitle("what is pinned; certificates are the JDK's unless said otherwise")
                .yAxisTitle("time in ns, logarithmic")
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(true).setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setYAxisDecimalPattern("#,##0");
        chart.getStyler().setAvailableSpaceFill(0.6);
        chart.getStyler().setLabelsVisible(true).setLabelsPosition(1);
        chart.getStyler().setYAxisMin(LEAST_NANOS); // a logarithmic bar has to begin somewhere
        add(chart, report, "okHttp", "OkHttp with its chain cleaner", Charts.OK_HTTP);
        add(chart, report, "linchpin", "Linchpin", Charts.LINCHPIN);
        return chart;
    }

    private static void add(CategoryChart chart, Report report, String method, String name, Color color) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (String pinned : List.of("leaf", "intermediate", "root", "nothing")) {
            time(report, method, pinned, "SunJSSE").ifPresent(nanos -> times.put(pinned, nanos));
        }
        time(report, method, "leaf", "Conscrypt").ifPresent(nanos -> times.put("leaf, Conscrypt", nanos));
        if (!times.isEmpty()) {
            chart.addSeries(name, new ArrayList<>(times.keySet()), new ArrayList<>(times.values()))
                    .setFillColor(color);
        }
    }

    private static OptionalDouble time(Report report, String method, String pinned, String provider) {
        Case verdict = Case.of(
                "Verdict", method, "pinned", pinned, "certificates", "known", "provider", provider, "key", "ec");
        return report.measured().value(verdict, Measurements.SCORE);
    }
}
