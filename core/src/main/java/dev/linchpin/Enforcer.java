package dev.linchpin;

import dev.linchpin.chain.PathWitness;
import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.Hostname;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns verdicts under the policy in force into reports and exceptions. */
final class Enforcer {
    private final Supplier<Generation> current;
    private final Judge judge;
    private final ReportDesk reports;

    Enforcer(Supplier<Generation> current, Judge judge, ReportDesk reports) {
        this.current = current;
        this.judge = judge;
        this.reports = reports;
    }

    /** Returns if the peer may be used, throws if not. A host that is missing or malformed is refused, not unlisted. */
    void enforce(@Nullable String host, List<X509Certificate> presented, PathWitness witness)
            throws CertificateException {
        Hostname name = hostname(host);
        Generation generation = current.get();
        PinVerdict verdict = judge.judge(generation.policy(), name, presented, witness);
        if (verdict.reported()) {
            reports.take(generation.number(), verdict, presented);
        }
        if (!verdict.accepted()) {
            throw new PinMismatchException(verdict);
        }
    }

    private static Hostname hostname(@Nullable String host) throws PeerIdentityException {
        if (host == null) {
            throw new PeerIdentityException(
                    "no host is named for which the peer can be checked, expected that of the request");
        }
        try {
            return Hostname.parse(host);
        } catch (IllegalArgumentException e) {
            throw new PeerIdentityException(
                    "the pins of peer " + Quoted.of(host) + " cannot be checked: " + e.getMessage(), e);
        }
    }
}
