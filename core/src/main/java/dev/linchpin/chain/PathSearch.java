package dev.linchpin.chain;

import dev.linchpin.internal.Quoted;
import dev.linchpin.pin.PinSet;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One search of {@link PathFinder}, depth first, from the leaf up. Only a candidate that holds a pinned certificate costs
 * signatures, and where names leave a choice of keys, the key identifiers say which one to try first.
 */
final class PathSearch {
    private final Authorities anchors;
    private final Authorities presented;
    private final CertificateNode leaf;
    private final PinMatches matches;
    private final SearchBudget budget = new SearchBudget();
    private final Signatures signatures = new Signatures(budget);
    private final PathCheck check;
    private final List<Candidate> unpinned = new ArrayList<>();
    private @Nullable Candidate unattested;
    private boolean named;

    PathSearch(Authorities anchors, List<X509Certificate> presented, PinSet pins, PathWitness witness, Instant now) {
        this.anchors = anchors;
        this.presented = Authorities.presented(presented, anchors);
        this.leaf = new CertificateNode(presented.get(0));
        this.matches = new PinMatches(pins);
        this.check = new PathCheck(witness, anchors, signatures, budget, now);
    }

    PathOutcome run() {
        try {
            if (anchors.contains(leaf.certificate())) {
                PathOutcome trusted = consider(Candidate.ofTrusted(leaf));
                if (trusted != null) {
                    return trusted;
                }
            }
            PathOutcome pinned = extend(Trail.of(leaf));
            return pinned != null ? pinned : withoutPin();
        } catch (SearchBudget.Exceeded e) {
            return new PathOutcome.OverBudget();
        }
    }

    private @Nullable PathOutcome extend(Trail trail) throws SearchBudget.Exceeded {
        List<CertificateNode> issuers = issuersOf(trail, anchors);
        for (CertificateNode anchor : issuers) {
            PathOutcome outcome = consider(Candidate.of(trail, anchor));
            if (outcome != null) {
                return outcome;
            }
        }
        // A trust anchor may also be on the way to another one, whether the peer has sent it or not.
        issuers.addAll(issuersOf(trail, presented));
        for (CertificateNode issuer : issuers) {
            PathOutcome outcome =
                    leadsOn(issuer) && mayHaveSigned(issuer, trail.top(), issuers) ? extend(trail.plus(issuer)) : null;
            if (outcome != null) {
                return outcome;
            }
        }
        return null;
    }

    /** Those of the issuer's name, without loops; first those that hold the key by which the certificate says it was signed. */
    private List<CertificateNode> issuersOf(Trail trail, Authorities source) throws SearchBudget.Exceeded {
        List<CertificateNode> named = source.namedIssuerOf(trail.top());
        List<CertificateNode> issuers = new ArrayList<>(named.size());
        int likely = 0;
        for (CertificateNode issuer : named) {
            budget.step();
            if (!trail.passes(issuer)) {
                boolean first = named.size() > 1 && trail.top().namesKeyOf(issuer);
                issuers.add(first ? likely++ : issuers.size(), issuer);
            }
        }
        return issuers;
    }

    private boolean leadsOn(CertificateNode issuer) {
        return issuer.isAuthority()
                && !(anchors.namedIssuerOf(issuer).isEmpty()
                        && presented.namedIssuerOf(issuer).isEmpty());
    }

    /** Where several keys have the name, only the one that signed is followed: the peer may present any number of them. */
    private boolean mayHaveSigned(CertificateNode issuer, CertificateNode certificate, List<CertificateNode> issuers)
            throws SearchBudget.Exceeded {
        for (CertificateNode other : issuers) {
            budget.step();
            if (!other.isSameAuthority(issuer)) {
                return signatures.isSignedBy(certificate, issuer);
            }
        }
        return !signatures.isKnownToBeForged(certificate, issuer);
    }

    /** Checks only what would satisfy the rule; the other candidates matter for the message at most. */
    private @Nullable PathOutcome consider(Candidate candidate) throws SearchBudget.Exceeded {
        named = true;
        PinMatches.Match match = matches.lowest(candidate);
        if (match == null) {
            if (unpinned.size() < SearchBudget.SIGNATURES) { // More could not be validated.
                unpinned.add(candidate);
            }
            return null;
        }
        if (!check.accepts(candidate)) {
            return null;
        }
        if (!check.isAttested(candidate, match.index(), matches)) {
            unattested = candidate;
            return null;
        }
        return new PathOutcome.Pinned(candidate.path(), match.pin());
    }

    /** What remains to be said is for the message: the witness is not asked. */
    private PathOutcome withoutPin() throws SearchBudget.Exceeded {
        if (unattested != null) {
            return new PathOutcome.Unattested(unattested.path());
        }
        for (Candidate candidate : unpinned) {
            if (check.isValid(candidate)) {
                return new PathOutcome.Unpinned(candidate.path());
            }
        }
        if (anchors.isEmpty()) {
            return new PathOutcome.NoAnchors();
        }
        return new PathOutcome.NoPath(named ? Optional.empty() : missingIssuer());
    }

    /** Where the names break off, if they do not lead to a trust anchor. */
    private Optional<String> missingIssuer() throws SearchBudget.Exceeded {
        Trail trail = Trail.of(leaf);
        while (true) {
            List<CertificateNode> issuers = issuersOf(trail, presented);
            if (issuers.isEmpty()) {
                return Optional.of(Quoted.name(trail.top().issuer()));
            }
            trail = trail.plus(issuers.get(0));
        }
    }
}
