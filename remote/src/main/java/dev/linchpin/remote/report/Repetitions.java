package dev.linchpin.remote.report;

import dev.linchpin.policy.Hostname;
import dev.linchpin.report.PinReport;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was reported not long ago: the same kind of verdict, for the same reason, of the same host with the same chain. */
final class Repetitions {
    /** More than a client has hosts to fail with; whoever makes up chains makes it forget, and meets the bounds that come after it. */
    private static final int REMEMBERED = 1024;

    private final Duration window;
    private final Map<Event, Instant> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Event, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param window how long the same is a repetition; none if zero */
    Repetitions(Duration window) {
        this.window = window;
    }

    /** Whether this was told within the window. A clock that was put back repeats rather than hides. */
    boolean contain(PinReport report) {
        Instant before = told.get(Event.of(report));
        return before != null
                && !report.time().isBefore(before)
                && report.time().isBefore(before.plus(window));
    }

    void add(PinReport report) {
        Event event = Event.of(report);
        told.remove(event); // Else it would keep its old place in the order of forgetting.
        told.put(event, report.time());
    }

    private record Event(
            Hostname host, Class<? extends PinVerdict> kind, Optional<MismatchReason> reason, ByteBuffer chain) {
        static Event of(PinReport report) {
            PinVerdict verdict = report.verdict();
            return new Event(verdict.host(), verdict.getClass(), reason(verdict), hash(report.presented()));
        }

        private static Optional<MismatchReason> reason(PinVerdict verdict) {
            if (verdict instanceof PinVerdict.Mismatch mismatch) {
                return Optional.of(mismatch.reason());
            }
            return verdict instanceof PinVerdict.ReportedMismatch mismatch
                    ? Optional.of(mismatch.reason())
                    : Optional.empty();
        }

        private static ByteBuffer hash(List<X509Certificate> chain) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                for (X509Certificate certificate : chain) {
                    sha256.update(certificate.getEncoded());
                }
                return ByteBuffer.wrap(sha256.digest());
            } catch (CertificateEncodingException e) {
                return ByteBuffer.allocate(0); // Chains without bytes are all the same unreadable one.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every platform has SHA-256", e);
            }
        }
    }
}
