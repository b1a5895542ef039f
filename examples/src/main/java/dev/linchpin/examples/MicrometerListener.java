package dev.linchpin.examples;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts reports by the rule that failed and the kind of verdict. Not by host: whoever can make a client connect to ever new hosts below a
 * wildcard would make ever new meters.
 */
record MicrometerListener(MeterRegistry meters) implements PinReporter {
    @Override
    public void report(PinReport report) {
        meters.counter("linchpin.reports", "verdict", kind(report.verdict()), "rule", rule(report.verdict()))
                .increment();
        meters.counter("linchpin.reports.dropped").increment((double) report.dropped());
    }

    private static String kind(PinVerdict verdict) {
        return verdict.getClass().getSimpleName();
    }

    private static String rule(PinVerdict verdict) {
        if (verdict instanceof PinVerdict.Mismatch mismatch) {
            return mismatch.rule().hosts().toString();
        }
        if (verdict instanceof PinVerdict.ReportedMismatch mismatch) {
            return mismatch.rule().hosts().toString();
        }
        return verdict instanceof PinVerdict.Expired expired
                ? expired.rule().hosts().toString()
                : "none";
    }
}
