package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client's full TLS 1.3 handshake, and its pin check, which nobody would see beside it, enlarged: ours above OkHttp's. */
final class HandshakeChart {
    private static final String FRESH = " fresh";

    private HandshakeChart() {}

    static Chart of(List<Report> reports) {
        List<Row> handshakes = new ArrayList<>();
        List<Row> checks = new ArrayList<>();
        for (Report report : reports) {
            for (String certificates : List.of("known", "fresh")) {
                for (String key : List.of("ec", "rsa")) {
                    Case handshake =
                            Case.of("Handshake", "inPlace", "tls", "TLSv1.3", "key", key, "certificates", certificates);
                    Row row = Row.of("JDK " + report.jdk() + " " + key.toUpperCase(Locale.ROOT)
                            + (certificates.equals("fresh") ? FRESH : ""));
                    handshakes.add(row.with(Series.HANDSHAKE, metric(report, handshake, "clientNanos")));
                    checks.add(row.with(Series.LINCHPIN, metric(report, handshake, "linchpinNanos"))
                            .with(Series.OK_HTTP, metric(report, handshake, "okHttpNanos")));
                }
            }
        }
        boolean fresh = checks.stream()
                .anyMatch(row -> row.label().endsWith(FRESH) && !row.marks().isEmpty());
        Axis whole = Axis.linear(handshakes, Axis::micros);
        Axis beginning = Axis.linear(checks, Axis::micros);
        return new Chart(
                "What a pin check adds to a TLS handshake",
                List.of(
                        new Panel("A whole handshake, the client’s side", whole, handshakes, false),
                        new Panel("The pin check", beginning, checks, true)),
                List.of(
                        "Full TLS 1.3 in memory, leaf pinned, each check timed in place.",
                        "Certificates known from earlier handshakes" + (fresh ? ", or fresh." : ".")));
    }

    private static Optional<Metric> metric(Report report, Case handshake, String name) {
        return report.measured().metric(handshake, Measurements.more(name));
    }
}
