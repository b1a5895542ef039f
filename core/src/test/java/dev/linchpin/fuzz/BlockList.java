package dev.linchpin.fuzz;

import dev.linchpin.chain.PathWitness;
import dev.linchpin.fuzz.CertificateGraph.Node;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust managers of the JDK with a rule of the application's own: some certificates are blocked.
 *
 * @param opaque whether there is only the one that knows all trust anchors
 * @param made one for the same anchors each time: of two with one name and key the JDK tries either first
 */
record BlockList(
        List<Node> anchors, Set<Node> blocked, boolean opaque, Map<List<X509Certificate>, X509TrustManager> made)
        implements PathWitness {
    BlockList(List<Node> anchors, Set<Node> blocked, boolean opaque) {
        this(anchors, blocked, opaque, new HashMap<>());
    }

    @Override
    public boolean accepts(List<X509Certificate> below, X509Certificate anchor) {
        List<X509Certificate> trusted = opaque ? CertificateGraph.certificates(anchors) : List.of(anchor);
        try {
            made.computeIfAbsent(trusted, this::trusting)
                    .checkServerTrusted(below.toArray(new X509Certificate[0]), "UNKNOWN");
            return true;
        } catch (CertificateException refused) {
            return false;
        }
    }

    @Override
    public boolean knowsOneAnchor() {
        return !opaque;
    }

    @Override
    public Object conditions() {
        return this;
    }

    private X509TrustManager trusting(List<X509Certificate> trusted) {
        Set<TrustAnchor> ends =
                trusted.stream().map(end -> new TrustAnchor(end, null)).collect(Collectors.toSet());
        try {
            PKIXBuilderParameters rules = new PKIXBuilderParameters(ends, new X509CertSelector());
            rules.setRevocationEnabled(false);
            rules.setDate(Date.from(CertificateGraph.NOW));
            rules.addCertPathChecker(new Checker(blocked));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(rules));
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Checker extends PKIXCertPathChecker {
        private final Set<Certificate> blocked;

        Checker(Set<Node> blocked) {
            this.blocked = blocked.stream().map(Node::certificate).collect(Collectors.toSet());
        }

        @Override
        public void init(boolean forward) {
            // There is nothing to begin with.
        }

        @Override
        public boolean isForwardCheckingSupported() {
            return true;
        }

        @Override
        public @Nullable Set<String> getSupportedExtensions() {
            return null;
        }

        @Override
        public void check(Certificate certificate, Collection<String> unresolved) throws CertPathValidatorException {
            if (blocked.contains(certificate)) {
                throw new CertPathValidatorException("blocked");
            }
        }
    }
}
