package dev.linchpin;

import dev.linchpin.chain.PathWitness;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Verifies names, and turns verdicts into reports and exceptions. Safe for use by several threads. */
final class Enforcer {
    /** The answer stands for this time only: somebody is to hear of the next one too. */
    static final long ONCE = Long.MIN_VALUE;

    private final Judge judge;
    private final ReportDesk reports;
    private final NameCheck nameCheck = new NameCheck();

    Enforcer(Judge judge, ReportDesk reports) {
        this.judge = judge;
        this.reports = reports;
    }

    /**
     * Returns if the peer may be used, throws if not. Its certificate must be for every name that a rule covers, whether or not
     * the client asks for that, and for one of the names in any case if the client does. Then each rule has its say. A name that
     * is exempt has none.
     *
     * @return until when the same question has the same answer, if the policy stays: the second of the epoch in which the first rule
     *     expires, {@link AcceptedSessions#FOR_GOOD}, or {@link #ONCE}
     */
    long enforce(Generation generation, PeerNames names, List<X509Certificate> presented, PathWitness witness)
            throws CertificateException {
        List<Listing> judged = names.judged(generation.policy());
        if (!presented.isEmpty()) {
            identify(names, judged, presented.get(0));
        }
        long until = AcceptedSessions.FOR_GOOD;
        for (Listing name : judged) {
            until = Math.min(until, enforce(generation, name, presented, witness));
        }
        return until;
    }

    private void identify(PeerNames names, List<Listing> judged, X509Certificate leaf) throws PeerIdentityException {
        boolean ruled = false;
        for (Listing name : judged) {
            if (name.hasRule()) {
                nameCheck.require(leaf, name.host());
                ruled = true;
            }
        }
        if (!ruled && names.identified()) {
            nameCheck.requireAny(leaf, names.all());
        }
    }

    private long enforce(Generation generation, Listing name, List<X509Certificate> presented, PathWitness witness)
            throws PinMismatchException {
        PinVerdict verdict = judge.judge(name, presented, witness);
        if (verdict.reported()) {
            reports.take(generation.number(), verdict, presented);
        }
        if (!verdict.accepted()) {
            throw new PinMismatchException(verdict);
        }
        return verdict.reported()
                ? ONCE
                : name.expires().map(Instant::getEpochSecond).orElse(AcceptedSessions.FOR_GOOD);
    }
}
