package dev.linchpin.chain;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A path that names allow.
 *
 * @param nodes from the leaf, which is first, to a trust anchor, which is last; one node if both are the same
 */
record Candidate(List<CertificateNode> nodes) {
    static Candidate of(Trail below, CertificateNode anchor) {
        return new Candidate(below.plus(anchor).nodes());
    }

    static Candidate ofTrusted(CertificateNode leaf) {
        return new Candidate(List.of(leaf));
    }

    /** How many certificates, and so signatures, there are below the anchor. */
    int height() {
        return nodes.size() - 1;
    }

    X509Certificate anchor() {
        return nodes.get(height()).certificate();
    }

    /** What is to be validated; nothing if the leaf is itself trusted. */
    List<X509Certificate> below() {
        return certificates(height());
    }

    ValidatedPath path() {
        return new ValidatedPath(certificates(nodes.size()));
    }

    private List<X509Certificate> certificates(int count) {
        List<X509Certificate> certificates = new ArrayList<>(count);
        for (CertificateNode node : nodes.subList(0, count)) {
            certificates.add(node.certificate());
        }
        return certificates;
    }
}
