package dev.linchpin;

import dev.linchpin.internal.ExpiringCache;
import dev.linchpin.internal.Sha256;
import dev.linchpin.internal.Slice;
import dev.linchpin.policy.Hostname;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Passes verdicts on as reports, repetitions left out. What was dropped is no repetition when it comes again. */
final class ReportDesk {
    private static final Duration REPETITION = Duration.ofMinutes(1);
    private static final int REMEMBERED = 256;

    private final Predicate<PinReport> queue;
    private final Clock clock;
    private final ExpiringCache<Event, Boolean> told = new ExpiringCache<>(REMEMBERED);

    /**
     * A desk before a queue.
     *
     * @param queue takes a report, or says that it does not
     */
    ReportDesk(Predicate<PinReport> queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    void take(long generation, PinVerdict verdict, List<X509Certificate> presented) {
        Instant now = clock.instant();
        Event event = Event.of(generation, verdict, presented);
        if (told.get(event, now) == null && queue.test(new PinReport(now, generation, verdict, presented))) {
            told.put(event, true, now, now.plus(REPETITION));
        }
    }

    /** What makes a verdict news. The leaf counts by its bytes: which objects are equal is for their parser to say. */
    private record Event(
            long generation,
            Hostname host,
            Class<? extends PinVerdict> kind,
            Optional<MismatchReason> reason,
            Optional<Sha256> leaf) {

        static Event of(long generation, PinVerdict verdict, List<X509Certificate> presented) {
            return new Event(generation, verdict.host(), verdict.getClass(), reason(verdict), leaf(presented));
        }

        private static Optional<MismatchReason> reason(PinVerdict verdict) {
            if (verdict instanceof PinVerdict.Mismatch mismatch) {
                return Optional.of(mismatch.reason());
            }
            return verdict instanceof PinVerdict.ReportedMismatch mismatch
                    ? Optional.of(mismatch.reason())
                    : Optional.empty();
        }

        private static Optional<Sha256> leaf(List<X509Certificate> presented) {
            if (presented.isEmpty()) {
                return Optional.empty();
            }
            try {
                byte[] der = presented.get(0).getEncoded();
                return Optional.of(Sha256.of(Slice.of(der)));
            } catch (CertificateEncodingException e) {
                return Optional.empty(); // Certificates without bytes are all the same unreadable one.
            }
        }
    }
}
