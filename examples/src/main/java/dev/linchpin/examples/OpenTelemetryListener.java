package dev.linchpin.examples;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/**
 * Counts reports by the kind of verdict, and by whether the peer was let in. Reports come on a thread of their own: there is no span to
 * which they belong.
 */
final class OpenTelemetryListener implements PinReporter {
    private static final AttributeKey<String> VERDICT = AttributeKey.stringKey("linchpin.verdict");
    private static final AttributeKey<Boolean> ACCEPTED = AttributeKey.booleanKey("linchpin.accepted");

    private final LongCounter reports;
    private final LongCounter dropped;

    OpenTelemetryListener(Meter meter) {
        reports = meter.counterBuilder("linchpin.reports").build();
        dropped = meter.counterBuilder("linchpin.reports.dropped").build();
    }

    @Override
    public void report(PinReport report) {
        PinVerdict verdict = report.verdict();
        reports.add(1, Attributes.of(VERDICT, verdict.getClass().getSimpleName(), ACCEPTED, verdict.accepted()));
        dropped.add(report.dropped());
    }
}
