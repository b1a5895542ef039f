package dev.linchpin.cli.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The authorities that anybody's clients trust. Those of the Java platform stand for them; whoever adds an authority of their own there
 * makes it one of them.
 */
final class PublicAuthorities {
    private final List<X509Certificate> roots;

    private PublicAuthorities(List<X509Certificate> roots) {
        this.roots = List.copyOf(roots);
    }

    static PublicAuthorities of(List<X509Certificate> roots) {
        return new PublicAuthorities(roots);
    }

    /** Those of the Java platform that runs this; none if it has no list that can be read. */
    static PublicAuthorities ofPlatform() {
        return Platform.LIST;
    }

    private static PublicAuthorities load() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return of(Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                    .toList());
        } catch (GeneralSecurityException e) {
            return of(List.of());
        }
    }

    /** Whether a certificate has the key of one of them, by whomever it is signed. */
    boolean haveKeyOf(X509CertificateHolder certificate) {
        byte[] key;
        try {
            key = certificate.getSubjectPublicKeyInfo().getEncoded();
        } catch (IOException e) {
            return false;
        }
        return roots.stream().anyMatch(root -> Arrays.equals(root.getPublicKey().getEncoded(), key));
    }

    boolean haveSigned(X509CertificateHolder holder) {
        try {
            X509Certificate certificate = Issuers.parse(holder);
            return roots.stream()
                    .filter(root -> root.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                    .anyMatch(root -> Issuers.ask(certificate, root.getPublicKey()) == Issuers.Answer.SIGNED);
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Read when it is first asked for. */
    private static final class Platform {
        static final PublicAuthorities LIST = load();
    }
}
