package dev.linchpin.chain;

import dev.linchpin.internal.Quoted;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A path from a peer's certificate to a trust anchor that PKIX accepts; only {@link PathFinder} makes one. Immutable.
 */
public final class ValidatedPath {
    private final List<X509Certificate> certificates;

    ValidatedPath(List<X509Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /** Leaf first, anchor last, the anchor included even when the peer did not send it. Never empty. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** The subjects, escaped: no certificate writes more than its part of one line. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            out.append(out.length() == 0 ? "" : " ← ").append(Quoted.subject(certificate));
        }
        return out.toString();
    }
}
