package dev.linchpin.fuzz;

import dev.linchpin.fuzz.CertificateGraph.Kind;
import dev.linchpin.fuzz.CertificateGraph.Node;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The slow and obvious way to find all valid paths: lay out every sequence of different certificates from the leaf to a trust
 * anchor and put each to the platform's PKIX validator. Only sequences in which each certificate was signed by the key of
 * the next are put to it, which is known from how they were made; names, constraints and dates are the validator's business.
 *
 * <p>In two places it says what the JDK's validator leaves open: an anchor that is an end entity signs nothing, and neither
 * does a version 1 certificate below an anchor (RFC 5280 §6.1.4 (k)), which the JDK lets pass if it is self-issued.
 */
final class EveryPath {
    private final List<Node> anchors;
    /** What a path may lead through: trust anchors as well, sent or not. */
    private final Set<Node> known = new LinkedHashSet<>();

    private final Date now;
    private final List<List<Node>> valid = new ArrayList<>();

    private EveryPath(List<Node> presented, List<Node> anchors, Instant now) {
        this.anchors = anchors;
        this.now = Date.from(now);
        known.addAll(presented);
        known.addAll(anchors);
    }

    static EveryPath of(List<Node> presented, List<Node> anchors, Instant now) throws GeneralSecurityException {
        EveryPath paths = new EveryPath(presented, anchors, now);
        Node leaf = presented.get(0);
        if (anchors.contains(leaf)) {
            paths.valid.add(List.of(leaf)); // Trusted as itself; there is nothing to validate.
        }
        paths.extend(List.of(leaf));
        return paths;
    }

    /** Each from the leaf to the anchor, both included. */
    List<List<Node>> valid() {
        return valid;
    }

    private void extend(List<Node> below) throws GeneralSecurityException {
        Node last = below.get(below.size() - 1);
        for (Node anchor : anchors) {
            boolean maySign = anchor.isAuthority() || anchor.kind() == Kind.VERSION_1;
            boolean signed = last.signer() == anchor.key();
            if (signed && maySign && !comesBackTo(anchor, below) && isValid(below, anchor)) {
                valid.add(append(below, anchor));
            }
        }
        for (Node issuer : known) {
            boolean maySign = issuer.kind() != Kind.VERSION_1;
            if (last.signer() == issuer.key() && maySign && !comesBackTo(issuer, below)) {
                extend(append(below, issuer));
            }
        }
    }

    /** RFC 4158 §5.2: the name and key of an authority that the path has come by is a loop. The leaf is no authority. */
    private static boolean comesBackTo(Node authority, List<Node> below) {
        return below.get(0).equals(authority)
                || below.stream()
                        .skip(1)
                        .anyMatch(passed -> passed.key() == authority.key()
                                && passed.certificate()
                                        .getSubjectX500Principal()
                                        .equals(authority.certificate().getSubjectX500Principal()));
    }

    private boolean isValid(List<Node> below, Node anchor) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor.certificate(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(now);
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertPath(CertificateGraph.certificates(below)),
                            parameters);
            return true;
        } catch (CertPathValidatorException | InvalidAlgorithmParameterException invalid) {
            return false;
        }
    }

    private static List<Node> append(List<Node> nodes, Node last) {
        List<Node> all = new ArrayList<>(nodes);
        all.add(last);
        return all;
    }
}
