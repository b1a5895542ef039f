package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What the listeners of docs/listeners.md make of handshakes with a server that has none of the pins. */
class ListenersTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final String ENFORCED = "api.linchpin.test";
    private static final String ON_TRIAL = "trial.linchpin.test";
    private static final String UNLISTED = "unlisted.test";

    @Test
    void the_log_has_one_line_for_each_report() throws Exception {
        RecordedLog log = new RecordedLog();
        play(new Slf4jListener(log));
        assertEquals(3, log.lines().size());
        assertTrue(log.lines().get(0).startsWith("ERROR refused by its pins: PinReport["), log.lines()::toString);
        assertTrue(log.lines().get(0).contains(ENFORCED), log.lines()::toString);
        assertTrue(log.lines().get(1).startsWith("WARN accepted without a pin: "), log.lines()::toString);
        assertTrue(log.lines().get(2).contains(UNLISTED), log.lines()::toString);
        assertTrue(log.lines().stream().noneMatch(line -> line.contains("\n")), log.lines()::toString);
    }

    @Test
    void meters_are_those_of_the_rules() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MicrometerListener listener = new MicrometerListener(meters);
        List<PinReport> reports = play(listener);
        listener.report(telling(reports.get(0), 7));
        Map<String, Double> counts = new TreeMap<>();
        meters.get("linchpin.reports")
                .counters()
                .forEach(counter -> counts.put(
                        counter.getId().getTag("verdict") + " "
                                + counter.getId().getTag("rule"),
                        counter.count()));
        assertEquals(
                Map.of("Mismatch " + ENFORCED, 2.0, "ReportedMismatch " + ON_TRIAL, 1.0, "Unlisted none", 1.0), counts);
        assertEquals(7, meters.counter("linchpin.reports.dropped").count());
    }

    @Test
    void metrics_say_what_was_let_in() throws Exception {
        InMemoryMetricReader reader = InMemoryMetricReader.create();
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            OpenTelemetryListener listener = new OpenTelemetryListener(provider.get("dev.linchpin"));
            List<PinReport> reports = play(listener);
            listener.report(telling(reports.get(0), 7));
            Map<String, Long> counts = new TreeMap<>();
            for (MetricData metric : reader.collectAllMetrics()) {
                for (LongPointData point : metric.getLongSumData().getPoints()) {
                    String verdict = point.getAttributes().get(AttributeKey.stringKey("linchpin.verdict"));
                    Boolean accepted = point.getAttributes().get(AttributeKey.booleanKey("linchpin.accepted"));
                    counts.put(metric.getName() + " " + verdict + " " + accepted, point.getValue());
                }
            }
            assertEquals(
                    Map.of(
                            "linchpin.reports Mismatch false", 2L,
                            "linchpin.reports ReportedMismatch true", 1L,
                            "linchpin.reports Unlisted true", 1L,
                            "linchpin.reports.dropped null null", 7L),
                    counts);
        }
    }

    /** Three handshakes: one that is refused, one that is only watched, and one with a host that no rule covers. */
    private static List<PinReport> play(PinReporter listener) throws Exception {
        BlockingQueue<PinReport> heard = new LinkedBlockingQueue<>();
        Linchpin linchpin = Linchpin.builder()
                .trustedCertificates(List.of(ROOT.certificate()))
                .policy(PinPolicy.builder()
                        .pin(
                                ENFORCED,
                                TestKey.generate().pin(),
                                TestKey.generate().pin())
                        .rule(PinRule.builder(ON_TRIAL)
                                .pins(TestKey.generate().pin())
                                .mode(EnforcementMode.REPORT_ONLY)
                                .build())
                        .unlistedHosts(UnlistedHosts.REPORT)
                        .build())
                .reporter(report -> {
                    listener.report(report);
                    heard.add(report);
                })
                .build();
        try (TlsServer server = TlsServer.builder()
                .present(ROOT.leaf(ENFORCED, ON_TRIAL, UNLISTED).presented())
                .start()) {
            assertThrows(SSLException.class, () -> shakeHands(linchpin, ENFORCED, server));
            shakeHands(linchpin, ON_TRIAL, server);
            shakeHands(linchpin, UNLISTED, server);
            return List.of(next(heard), next(heard), next(heard));
        }
    }

    private static void shakeHands(Linchpin linchpin, String host, TlsServer server) throws IOException {
        try (Socket plain = new Socket(server.address().getAddress(), server.port());
                SSLSocket socket =
                        (SSLSocket) linchpin.socketFactory().createSocket(plain, host, server.port(), true)) {
            socket.startHandshake();
        }
    }

    private static PinReport next(BlockingQueue<PinReport> heard) throws InterruptedException {
        PinReport report = heard.poll(60, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no further report");
        }
        return report;
    }

    private static PinReport telling(PinReport report, long dropped) {
        return new PinReport(report.time(), report.generation(), report.verdict(), report.presented(), dropped);
    }
}
