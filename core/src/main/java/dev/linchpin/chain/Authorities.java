package dev.linchpin.chain;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Certificates that may issue others, found by the name that the certificate below gives as its issuer. Immutable. */
final class Authorities {
    private final Set<X509Certificate> certificates;
    private final Map<X500Principal, List<CertificateNode>> bySubject = new HashMap<>();
    /** Trusted, but for themselves alone. */
    private final Map<X500Principal, List<CertificateNode>> endEntities = new HashMap<>();

    private Authorities(Set<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /** Trust anchors: those of version 1 may issue as well. */
    static Authorities trusted(Collection<X509Certificate> anchors) {
        Authorities trusted = new Authorities(new LinkedHashSet<>(anchors));
        for (X509Certificate certificate : trusted.certificates) {
            CertificateNode node = new CertificateNode(certificate);
            add(node, node.mayAnchor() ? trusted.bySubject : trusted.endEntities);
        }
        return trusted;
    }

    /** What a peer sent above its leaf, less what is trusted anyway. */
    static Authorities presented(List<X509Certificate> chain, Authorities trusted) {
        Set<X509Certificate> others = new LinkedHashSet<>(chain);
        others.remove(chain.get(0));
        others.removeIf(trusted::contains);
        Authorities presented = new Authorities(others);
        for (X509Certificate certificate : others) {
            CertificateNode node = new CertificateNode(certificate);
            if (node.isAuthority()) {
                add(node, presented.bySubject);
            }
        }
        return presented;
    }

    private static void add(CertificateNode node, Map<X500Principal, List<CertificateNode>> bySubject) {
        bySubject.computeIfAbsent(node.subject(), subject -> new ArrayList<>(1)).add(node);
    }

    boolean isEmpty() {
        return certificates.isEmpty();
    }

    boolean contains(X509Certificate certificate) {
        return certificates.contains(certificate);
    }

    List<CertificateNode> namedIssuerOf(CertificateNode node) {
        return bySubject.getOrDefault(node.issuer(), List.of());
    }

    /** All that have the name of this one, whether they may issue or not. */
    List<CertificateNode> named(CertificateNode node) {
        List<CertificateNode> named = new ArrayList<>(bySubject.getOrDefault(node.subject(), List.of()));
        named.addAll(endEntities.getOrDefault(node.subject(), List.of()));
        return named;
    }
}
