package dev.linchpin.benchmarks.jmh;

import dev.linchpin.Linchpin;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.CertificatePinner;

/**
 * A host whose server sends leaf and issuing authority, all keys of one kind, and what its clients need: the PKIX trust manager
 * that knows the root alone, and the pins of the leaf and of a backup key, said in the words of Linchpin and of OkHttp.
 */
final class Site {
    static final String HOST = "api.linchpin.test";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final TestCertificate leaf;
    private final String backupPin = TestKey.generate().pin();

    private Site(TestCertificate leaf) {
        this.leaf = leaf;
    }

    /** @param key {@code ec}, P-256, or {@code rsa}, 2048 bits */
    static Site of(String key) {
        KeyType type = switch (key) {
            case "ec" -> KeyType.P256;
            case "rsa" -> KeyType.RSA_2048;
            default -> throw new IllegalArgumentException("key is " + key + ", expected ec or rsa");
        };
        TestCertificate root =
                CertificateDraft.authority("Linchpin Test Root").key(type).selfSigned();
        TestCertificate issuing =
                CertificateDraft.authority("Linchpin Test Issuing CA").key(type).signedBy(root);
        return new Site(CertificateDraft.leaf(HOST).key(type).signedBy(issuing));
    }

    TestCertificate leaf() {
        return leaf;
    }

    /** What the server sends, as the JDK parses it. */
    List<X509Certificate> presented() {
        return leaf.presented().stream().map(TestCertificate::certificate).toList();
    }

    PinPolicy policy() {
        return policyOf(leaf.pin());
    }

    /** A policy that this server does not satisfy. */
    PinPolicy policyOfAnother() {
        return policyOf(TestKey.generate().pin());
    }

    private PinPolicy policyOf(String pin) {
        return PinPolicy.builder().pin(HOST, pin, backupPin).build();
    }

    CertificatePinner okHttpPins() {
        return okHttpPinsOf(leaf.pin());
    }

    /** Pins that this server does not satisfy. */
    CertificatePinner okHttpPinsOfAnother() {
        return okHttpPinsOf(TestKey.generate().pin());
    }

    private CertificatePinner okHttpPinsOf(String pin) {
        return new CertificatePinner.Builder().add(HOST, pin, backupPin).build();
    }

    Linchpin linchpin(X509ExtendedTrustManager pkix) {
        return Linchpin.builder().policy(policy()).trustManager(pkix).build();
    }

    X509ExtendedTrustManager pkix() throws GeneralSecurityException, IOException {
        KeyStore anchors = emptyStore();
        TestCertificate root = leaf.chain().get(leaf.chain().size() - 1);
        anchors.setCertificateEntry("root", root.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The server's side of TLS: each context has its own sessions, tickets too. */
    Supplier<SSLContext> servers() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        X509Certificate[] chain = presented().toArray(new X509Certificate[0]);
        store.setKeyEntry("server", leaf.key().privateKey(), PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return () -> context(keys.getKeyManagers());
    }

    static SSLContext client(X509ExtendedTrustManager trust) {
        return context(new KeyManager[0], trust);
    }

    private static SSLContext context(KeyManager[] keys, TrustManager... trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no TLS", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
