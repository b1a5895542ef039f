package dev.linchpin.cli.driver;

import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import java.net.Socket;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust managers as applications bring them along. */
final class OwnTrust {
    private OwnTrust() {}

    static X509ExtendedTrustManager of(Setup setup) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = setup.trustAnchors().stream()
                .map(anchor -> new TrustAnchor(anchor, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
        rules.setRevocationEnabled(false);
        rules.addCertPathChecker(new BlockList(setup.trust().blocked()));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(rules));
        X509ExtendedTrustManager platform = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        return setup.trust().names() == TrustSpec.Names.BLIND_TRUST_MANAGER ? new Blind(platform) : platform;
    }

    /** Refuses some certificates, as a checker of revocation does. */
    private static final class BlockList extends PKIXCertPathChecker {
        private final List<X509Certificate> blocked;

        BlockList(List<X509Certificate> blocked) {
            this.blocked = blocked;
        }

        @Override
        public void init(boolean forward) {}

        @Override
        public boolean isForwardCheckingSupported() {
            return true;
        }

        @Override
        public Set<String> getSupportedExtensions() {
            return Set.of();
        }

        @Override
        public void check(Certificate certificate, Collection<String> unresolved) throws CertPathValidatorException {
            if (blocked.contains(certificate)) {
                throw new CertPathValidatorException("on the block list");
            }
        }
    }

    /** The usual composite: every question ends in the one that names neither socket nor engine, and so no host. */
    private static final class Blind extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager platform;

        Blind(X509ExtendedTrustManager platform) {
            this.platform = platform;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            platform.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            platform.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            platform.checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            platform.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            platform.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            platform.checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return platform.getAcceptedIssuers();
        }
    }
}
