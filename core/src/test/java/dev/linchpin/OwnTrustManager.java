package dev.linchpin;

import dev.linchpin.pki.TestCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.TrustAnchor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's trust manager as an application hardens it: with a list of blocked certificates. */
final class OwnTrustManager {
    private OwnTrustManager() {}

    static Set<TrustAnchor> anchors(TestCertificate... roots) {
        return Arrays.stream(roots)
                .map(root -> new TrustAnchor(root.certificate(), null))
                .collect(Collectors.toSet());
    }

    static X509ExtendedTrustManager blocking(Set<TrustAnchor> anchors, TestCertificate... blocked) {
        try {
            PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, null);
            rules.setRevocationEnabled(false);
            rules.addCertPathChecker(new BlockList(
                    Arrays.stream(blocked).map(TestCertificate::certificate).collect(Collectors.toSet())));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(rules));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's own trust manager", e);
        }
    }

    private static final class BlockList extends PKIXCertPathChecker {
        private final Set<? extends Certificate> blocked;

        BlockList(Set<? extends Certificate> blocked) {
            this.blocked = blocked;
        }

        @Override
        public void init(boolean forward) {
            // Every certificate is judged by itself.
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
