package dev.linchpin.report;

import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A verdict worth knowing about, and what it was based on. Immutable.
 *
 * @param time when the peer was judged
 * @param generation the number of the policy snapshot that judged it
 * @param verdict what it said
 * @param presented what the peer sent, leaf first; empty for a clear-text connection
 */
public record PinReport(Instant time, long generation, PinVerdict verdict, List<X509Certificate> presented) {
    public PinReport {
        presented = List.copyOf(presented);
    }
}
