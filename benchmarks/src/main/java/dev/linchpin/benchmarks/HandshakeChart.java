package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Where the time of a client's full TLS 1.3 handshake goes. The pin check is so small a part that its share is written below. */
final class HandshakeChart {
    private static final double NANOS_PER_MICRO = 1000;

    private HandshakeChart() {}

    static CategoryChart of(Report report) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Charts.WIDTH)
                .height(Charts.HEIGHT)
                .title("A client's full TLS 1.3 handshake, leaf pinned (JDK " + report.jdk() + ")")
                .yAxisTitle("time in µs")
                .build();
        Charts.style(chart.getStyler());
        chart.getStyler().setStacked(true).setAvailableSpaceFill(0.5);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        List<String> names = new ArrayList<>();
        List<Double> tls = new ArrayList<>();
        List<Double> pkix = new ArrayList<>();
        List<Double> pins = new ArrayList<>();
        for (String key : List.of("ec", "rsa")) {
            for (String certificates : List.of("known", "fresh")) {
                Case handshake =
                        Case.of("Handshake", "inPlace", "tls", "TLSv1.3", "key", key, "certificates", certificates);
                OptionalDouble client = micros(report, handshake, "clientNanos");
                if (client.isPresent()) {
                    double validation = micros(report, handshake, "pkixNanos").orElseThrow();
                    double check = micros(report, handshake, "linchpinNanos").orElseThrow();
                    names.add(String.format(
                            Locale.ROOT,
                            "%S %s: %.1f µs, %.2f %%",
                            key,
                            certificates,
                            check,
                            100 * check / client.getAsDouble()));
                    tls.add(client.getAsDouble() - validation - check);
                    pkix.add(validation);
                    pins.add(check);
                }
            }
        }
        chart.setXAxisTitle("key and certificates, and the pin check's time and share");
        if (!names.isEmpty()) {
            chart.addSeries("TLS", names, tls).setFillColor(Charts.QUIET);
            chart.addSeries("PKIX validation", names, pkix).setFillColor(Charts.MIDDLE);
            chart.addSeries("Linchpin's pin check", names, pins).setFillColor(Charts.LINCHPIN);
        }
        return chart;
    }

    private static OptionalDouble micros(Report report, Case handshake, String metric) {
        return report.measured().value(handshake, Measurements.more(metric)).stream()
                .map(nanos -> nanos / NANOS_PER_MICRO)
                .findFirst();
    }
}
