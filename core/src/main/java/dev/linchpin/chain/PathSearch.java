package dev.linchpin.chain;

import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One search of {@link PathFinder}, depth first, from the leaf up. */
final class PathSearch {
    /** As rustls-webpki budgets signature checks for one path building ({@code Budget} in its verify_cert.rs). */
    private static final int MAX_SIGNATURES = 100;
    /** Steps are string compares, so there may be more of them; far above what cross-signing needs. */
    private static final int MAX_STEPS = 10_000;
    /** Certificates below the anchor; SunJSSE takes no more from a peer (jdk.tls.maxCertificateChainLength). */
    private static final int MAX_DEPTH = 10;

    private final TrustAnchors anchors;
    private final PinSet pins;
    private final Date now;
    private final X509Certificate leaf;
    private final Set<X509Certificate> issuers = new LinkedHashSet<>();
    private final Map<X509Certificate, Optional<Pin>> matches = new HashMap<>();
    private final List<Candidate> unpinned = new ArrayList<>();
    private final List<X509Certificate> path = new ArrayList<>(MAX_DEPTH);
    private int signatures;
    private int steps;

    PathSearch(TrustAnchors anchors, List<X509Certificate> presented, PinSet pins, Instant now) {
        this.anchors = anchors;
        this.pins = pins;
        this.now = Date.from(now);
        this.leaf = presented.get(0);
        for (X509Certificate certificate : presented.subList(1, presented.size())) {
            if (certificate.getBasicConstraints() >= 0) { // An end entity signs nothing.
                issuers.add(certificate);
            }
        }
        issuers.remove(leaf);
    }

    PathOutcome run() {
        try {
            PathOutcome pinned = extend(leaf);
            return pinned != null ? pinned : anyUnpinned();
        } catch (BudgetExceeded e) {
            return new PathOutcome.OverBudget();
        }
    }

    /** Puts a certificate on top of the path, tries every way on from there, and takes it off again. */
    private @Nullable PathOutcome extend(X509Certificate certificate) throws BudgetExceeded {
        path.add(certificate);
        try {
            if (path.size() == 1 && anchors.contains(certificate)) {
                PathOutcome trusted = consider(new Candidate(List.of(), new TrustAnchor(certificate, null)));
                if (trusted != null) {
                    return trusted;
                }
            }
            for (TrustAnchor anchor : anchors.issuersOf(certificate)) {
                // A trusted authority may also be on the way to another; a path that comes back to it is a detour.
                boolean detour = path.contains(anchor.getTrustedCert());
                PathOutcome outcome = detour ? null : consider(new Candidate(List.copyOf(path), anchor));
                if (outcome != null) {
                    return outcome;
                }
            }
            return path.size() < MAX_DEPTH ? extendThroughPresented(certificate) : null;
        } finally {
            path.remove(path.size() - 1);
        }
    }

    private @Nullable PathOutcome extendThroughPresented(X509Certificate certificate) throws BudgetExceeded {
        for (X509Certificate issuer : issuers) {
            if (++steps > MAX_STEPS) {
                throw new BudgetExceeded();
            }
            boolean named = issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
            if (named && !path.contains(issuer)) {
                PathOutcome outcome = extend(issuer);
                if (outcome != null) {
                    return outcome;
                }
            }
        }
        return null;
    }

    /** Checks signatures only of a path that would satisfy the rule; the others matter for the message at most. */
    private @Nullable PathOutcome consider(Candidate candidate) throws BudgetExceeded {
        Pin pin = firstMatch(candidate);
        if (pin == null) {
            unpinned.add(candidate);
            return null;
        }
        return isValid(candidate) ? new PathOutcome.Pinned(candidate.path(), pin) : null;
    }

    private @Nullable Pin firstMatch(Candidate candidate) {
        for (X509Certificate certificate : candidate.certificates()) {
            Optional<Pin> pin = matches.computeIfAbsent(certificate, pins::match);
            if (pin.isPresent()) {
                return pin.get();
            }
        }
        return null;
    }

    private PathOutcome anyUnpinned() throws BudgetExceeded {
        for (Candidate candidate : unpinned) {
            if (isValid(candidate)) {
                return new PathOutcome.Unpinned(candidate.path());
            }
        }
        return new PathOutcome.NoPath();
    }

    private boolean isValid(Candidate candidate) throws BudgetExceeded {
        if (candidate.below.isEmpty()) {
            return true; // A certificate that is itself trusted needs no path.
        }
        signatures += candidate.below.size();
        if (signatures > MAX_SIGNATURES) {
            throw new BudgetExceeded();
        }
        try {
            CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(candidate.below);
            PKIXParameters parameters = new PKIXParameters(Set.of(candidate.anchor));
            parameters.setRevocationEnabled(false);
            parameters.setDate(now);
            CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
            return true;
        } catch (CertPathValidatorException | InvalidAlgorithmParameterException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no PKIX validator", e);
        }
    }

    /** The certificates below an anchor, leaf first; none if the leaf itself is the anchor. */
    private record Candidate(List<X509Certificate> below, TrustAnchor anchor) {
        List<X509Certificate> certificates() {
            List<X509Certificate> all = new ArrayList<>(below);
            all.add(anchor.getTrustedCert());
            return all;
        }

        ValidatedPath path() {
            return new ValidatedPath(certificates());
        }
    }

    /** Leaves the recursion at once; carries no stack trace since nothing has gone wrong in this code. */
    private static final class BudgetExceeded extends Exception {
        private static final long serialVersionUID = 1L;

        BudgetExceeded() {
            super(null, null, false, false);
        }
    }
}
