package dev.linchpin;

import dev.linchpin.chain.PathWitness;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

/** Verifies names, and turns verdicts under the policy in force into reports and exceptions. */
final class Enforcer {
    private final Supplier<Generation> current;
    private final Judge judge;
    private final ReportDesk reports;
    private final NameCheck nameCheck = new NameCheck();

    Enforcer(Supplier<Generation> current, Judge judge, ReportDesk reports) {
        this.current = current;
        this.judge = judge;
        this.reports = reports;
    }

    /**
     * Returns if the peer may be used, throws if not. Its certificate must be for every name that a rule covers, whether or not
     * the client asks for that, and for one of the names in any case if the client does. Then each rule has its say. A name that
     * is exempt has none.
     */
    void enforce(PeerNames names, List<X509Certificate> presented, PathWitness witness) throws CertificateException {
        Generation generation = current.get();
        List<Listing> judged = names.judged(generation.policy());
        if (!presented.isEmpty()) {
            identify(names, judged, presented.get(0));
        }
        for (Listing name : judged) {
            enforce(generation, name, presented, witness);
        }
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

    private void enforce(Generation generation, Listing name, List<X509Certificate> presented, PathWitness witness)
            throws PinMismatchException {
        PinVerdict verdict = judge.judge(name, presented, witness);
        if (verdict.reported()) {
            reports.take(generation.number(), verdict, presented);
        }
        if (!verdict.accepted()) {
            throw new PinMismatchException(verdict);
        }
    }
}
