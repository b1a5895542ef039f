package dev.linchpin.benchmarks;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The verdict in a hot loop, ours beside OkHttp's. */
final class VerdictChart {
    private static final double NANOS_PER_MICRO = 1000;

    private VerdictChart() {}

    static CategoryChart of(Report report) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Charts.WIDTH)
                .height(Charts.HEIGHT)
                .title("One verdict on known EC certificates (JDK " + report.jdk() + ")")
                .xAxisTitle("what is pinned, and whose certificates they are")
                .yAxisTitle("time in µs, logarithmic")
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler().setYAxisLogarithmic(true).setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(Charts::powerOfTen);
        chart.getStyler().setAvailableSpaceFill(0.6);
        chart.getStyler().setLabelsVisible(true).setLabelsPosition(1.04);
        add(chart, report, "okHttp", "OkHttp with its chain cleaner", Charts.OK_HTTP);
        add(chart, report, "linchpin", "Linchpin", Charts.LINCHPIN);
        return chart;
    }

    private static void add(CategoryChart chart, Report report, String method, String name, Color color) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (String provider : List.of("SunJSSE", "Conscrypt")) {
            for (String pinned : List.of("leaf", "intermediate", "root", "nothing")) {
                Case verdict = Case.of(
                        "Verdict",
                        method,
                        "pinned",
                        pinned,
                        "certificates",
                        "known",
                        "provider",
                        provider,
                        "key",
                        "ec");
                report.measured()
                        .value(verdict, Measurements.SCORE)
                        .ifPresent(nanos -> times.put(pinned + ", " + provider, nanos / NANOS_PER_MICRO));
            }
        }
        if (!times.isEmpty()) {
            chart.addSeries(name, new ArrayList<>(times.keySet()), new ArrayList<>(times.values()))
                    .setFillColor(color);
        }
    }
}
