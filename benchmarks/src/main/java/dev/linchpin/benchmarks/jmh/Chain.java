package dev.linchpin.benchmarks.jmh;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.conscrypt.Conscrypt;

/**
 * leaf ← intermediate ← root, of which the first two are presented. Each chain has keys of its own, so that nothing is
 * known of it beforehand.
 */
final class Chain {
    static final String HOST = "api.linchpin.test";

    /** The parser of the JDK hands out the same object for the same bytes, in all of the JVM. */
    private static final Lock PARSING = new ReentrantLock();

    private final TestCertificate leaf;

    private Chain(TestCertificate leaf) {
        this.leaf = leaf;
    }

    static Chain of(KeyType keys) {
        TestCertificate root =
                CertificateDraft.authority("Linchpin Root").key(keys).selfSigned();
        TestCertificate intermediate =
                CertificateDraft.authority("Linchpin Issuing").key(keys).signedBy(root);
        return new Chain(CertificateDraft.leaf(HOST).key(keys).signedBy(intermediate));
    }

    TestCertificate leaf() {
        return leaf;
    }

    TestCertificate intermediate() {
        return leaf.chain().get(1);
    }

    TestCertificate root() {
        return leaf.chain().get(2);
    }

    /** The platform's PKIX, with the root of this chain as its only anchor. */
    X509ExtendedTrustManager trustManager() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("root", root().certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** What a peer presents, parsed as the stack of that name does, into objects that nobody has seen before. */
    List<X509Certificate> arrive(String stack) throws GeneralSecurityException {
        CertificateFactory parser = CertificateFactory.getInstance("X.509", provider(stack));
        PARSING.lock();
        try {
            forgetParsed();
            return List.of(parse(parser, leaf), parse(parser, intermediate()));
        } finally {
            PARSING.unlock();
        }
    }

    private static X509Certificate parse(CertificateFactory parser, TestCertificate certificate)
            throws CertificateException {
        return (X509Certificate) parser.generateCertificate(new ByteArrayInputStream(certificate.der()));
    }

    private static Provider provider(String stack) {
        return switch (stack) {
            case "SunJSSE" -> Security.getProvider("SUN");
            case "Conscrypt" -> Conscrypt.newProvider();
            default -> throw new IllegalArgumentException("stack " + stack + ", expected SunJSSE or Conscrypt");
        };
    }

    /** The JDK's parser empties its cache when it is given no input, and only then complains. */
    private static void forgetParsed() throws CertificateException {
        CertificateFactory jdk = CertificateFactory.getInstance("X.509", Security.getProvider("SUN"));
        try {
            jdk.generateCertificate(null);
        } catch (CertificateException e) {
            return;
        }
        throw new IllegalStateException("the JDK's parser accepted no input, expected a complaint");
    }
}
