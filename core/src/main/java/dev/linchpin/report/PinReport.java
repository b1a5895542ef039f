package dev.linchpin.report;

import dev.linchpin.internal.Quoted;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/**
 * A verdict worth knowing about, and what it was based on. Immutable.
 *
 * @param time when the peer was judged
 * @param generation the number of the policy snapshot that judged it
 * @param verdict what it said
 * @param presented what the peer sent, leaf first; empty for a clear-text connection
 * @param dropped how many reports have found no place in the queue since the report before this one
 */
public record PinReport(
        Instant time, long generation, PinVerdict verdict, List<X509Certificate> presented, long dropped) {
    public PinReport {
        presented = List.copyOf(presented);
    }

    /** A report before which none was dropped. */
    public PinReport(Instant time, long generation, PinVerdict verdict, List<X509Certificate> presented) {
        this(time, generation, verdict, presented, 0);
    }

    /** One line, whatever the peer has written into its certificates: of those it names the subjects, escaped. */
    @Override
    public String toString() {
        StringJoiner subjects = new StringJoiner("; ");
        presented.forEach(certificate -> subjects.add(Quoted.subject(certificate)));
        return "PinReport[time=" + time + ", generation=" + generation + ", verdict=" + verdict + ", presented=["
                + subjects + "], dropped=" + dropped + "]";
    }
}
