package dev.linchpin;

import dev.linchpin.internal.ExpiringCache;
import dev.linchpin.policy.Hostname;
import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Passes verdicts on to the reporter, repetitions left out. */
final class ReportDesk {
    private static final Duration REPETITION = Duration.ofMinutes(1);
    private static final int REMEMBERED = 256;

    private final PinReporter reporter;
    private final Clock clock;
    private final ExpiringCache<Event, Boolean> recent = new ExpiringCache<>(REMEMBERED);

    ReportDesk(PinReporter reporter, Clock clock) {
        this.reporter = reporter;
        this.clock = clock;
    }

    void take(long generation, PinVerdict verdict, List<X509Certificate> presented) {
        Instant now = clock.instant();
        Event event = new Event(generation, verdict.host(), presented.subList(0, Math.min(1, presented.size())));
        if (recent.get(event, now) != null) {
            return;
        }
        recent.put(event, true, now, now.plus(REPETITION));
        reporter.report(new PinReport(now, generation, verdict, presented));
    }

    private record Event(long generation, Hostname host, List<X509Certificate> leaf) {}
}
