package dev.linchpin.chain;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Says whether a candidate is a path by which the peer is trusted, in three steps that each close what the others leave open:
 *
 * <ol>
 *   <li>The platform's PKIX validator (RFC 5280 §6) is given exactly these certificates and this anchor. It fixes the path. On a
 *       JDK it is the JDK's own, whoever stands first in the list of providers: it reads
 *       {@code jdk.certpath.disabledAlgorithms}.
 *   <li>The witness, a trust manager, accepts the same certificates. Its rules are the application's.
 *   <li>The witness cannot have meant another path: trust managers stop at the first trust anchor that they come to, or choose
 *       among the certificates they are given.
 * </ol>
 */
final class PathCheck {
    private final PathWitness witness;
    private final Authorities anchors;
    private final Signatures signatures;
    private final SearchBudget budget;
    private final Date now;

    PathCheck(PathWitness witness, Authorities anchors, Signatures signatures, SearchBudget budget, Instant now) {
        this.witness = witness;
        this.anchors = anchors;
        this.signatures = signatures;
        this.budget = budget;
        this.now = Date.from(now);
    }

    /** The first two steps. */
    boolean accepts(Candidate candidate) throws SearchBudget.Exceeded {
        return isValid(candidate)
                && (candidate.height() == 0 || witness.accepts(candidate.below(), candidate.anchor()));
    }

    /** The first step alone, which asks nobody but the platform. */
    boolean isValid(Candidate candidate) throws SearchBudget.Exceeded {
        if (candidate.height() == 0) {
            return true; // A certificate that is itself trusted needs no path.
        }
        if (isForged(candidate)) {
            return false;
        }
        budget.signatures(candidate.height());
        boolean valid = validate(candidate);
        if (!valid) {
            findForgery(candidate);
        }
        return valid;
    }

    private boolean isForged(Candidate candidate) {
        for (int i = 0; i < candidate.height(); i++) {
            if (signatures.isKnownToBeForged(
                    candidate.nodes().get(i), candidate.nodes().get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** So that no other candidate with the same forged signature needs to be validated. */
    private void findForgery(Candidate candidate) throws SearchBudget.Exceeded {
        for (int i = 0; i < candidate.height(); i++) {
            if (!signatures.isSignedBy(
                    candidate.nodes().get(i), candidate.nodes().get(i + 1))) {
                return;
            }
        }
    }

    private boolean validate(Candidate candidate) {
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(candidate.below());
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(candidate.anchor(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(now);
            validator().validate(path, parameters);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // Validators throw more than they declare: the JDK's an UnsupportedOperationException for an otherName
            // below a name constraint. What a validator cannot finish, it has not accepted.
            return false;
        }
    }

    private static CertPathValidator validator() throws NoSuchAlgorithmException {
        try {
            return CertPathValidator.getInstance("PKIX", "SUN");
        } catch (NoSuchProviderException | NoSuchAlgorithmException e) { // Android, or a JDK stripped of it
            return CertPathValidator.getInstance("PKIX");
        }
    }

    /**
     * The third step, for a candidate that has passed the first two. A certificate is signed by one key, so its path can end
     * sooner only at a trust anchor with the name and key of the next certificate. The JDK's trust manager does end there, and
     * at a leaf with the name and key of a trust anchor it does not look further at all.
     *
     * @param pinned the index of the lowest pinned certificate: a path that ends at it or above holds it as well
     */
    boolean isAttested(Candidate candidate, int pinned, PinMatches matches) {
        List<CertificateNode> nodes = candidate.nodes();
        if (witness.knowsOneAnchor()) {
            return pinned == 0 || !nodes.get(0).isSameAuthority(nodes.get(candidate.height()));
        }
        for (int i = 0; i <= pinned; i++) {
            for (CertificateNode end : anchors.named(nodes.get(i))) {
                boolean ends = end.isSameAuthority(nodes.get(i));
                if (ends && end != nodes.get(i) && !matches.of(end).isPresent()) {
                    return false;
                }
            }
        }
        return true;
    }
}
