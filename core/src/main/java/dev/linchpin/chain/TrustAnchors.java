package dev.linchpin.chain;

import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** The certificates at which a path may end, found by the name that the last certificate below gives as its issuer. */
final class TrustAnchors {
    private final Set<X509Certificate> certificates;
    private final Map<X500Principal, List<TrustAnchor>> bySubject = new HashMap<>();

    TrustAnchors(Collection<X509Certificate> certificates) {
        this.certificates = new HashSet<>(certificates);
        for (X509Certificate certificate : this.certificates) {
            bySubject
                    .computeIfAbsent(certificate.getSubjectX500Principal(), subject -> new ArrayList<>())
                    .add(new TrustAnchor(certificate, null));
        }
    }

    boolean contains(X509Certificate certificate) {
        return certificates.contains(certificate);
    }

    /** Those that may have issued a certificate: of that name, and not marked as end entities (RFC 5280 §4.2.1.9). */
    List<TrustAnchor> issuersOf(X509Certificate certificate) {
        List<TrustAnchor> named = bySubject.getOrDefault(certificate.getIssuerX500Principal(), List.of());
        List<TrustAnchor> issuers = new ArrayList<>(named.size());
        for (TrustAnchor anchor : named) {
            if (mayIssue(anchor.getTrustedCert())) {
                issuers.add(anchor);
            }
        }
        return issuers;
    }

    /** Version 1 anchors carry no basicConstraints; the JDK's trust manager accepts them as well. */
    private static boolean mayIssue(X509Certificate anchor) {
        return anchor.getVersion() < 3 || anchor.getBasicConstraints() >= 0;
    }
}
