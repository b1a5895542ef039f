package dev.linchpin.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key and the certificate that signed it. Immutable.
 *
 * <p>The pins are computed from what Bouncy Castle parses, so that they can judge an implementation that walks the DER by itself.
 */
public final class TestCertificate {
    /** Asked by name, because an application may have put another provider first. */
    private static final @Nullable Provider JDK = Security.getProvider("SUN");

    private final X509CertificateHolder holder;
    private final TestKey key;
    private final @Nullable TestCertificate issuer;
    private final @Nullable X509Certificate parsed;

    TestCertificate(X509CertificateHolder holder, TestKey key, @Nullable TestCertificate issuer) {
        this(holder, key, issuer, parse(encoded(holder)));
    }

    private TestCertificate(
            X509CertificateHolder holder,
            TestKey key,
            @Nullable TestCertificate issuer,
            @Nullable X509Certificate parsed) {
        this.holder = holder;
        this.key = key;
        this.issuer = issuer;
        this.parsed = parsed;
    }

    /** A self-signed authority, valid for ten years. */
    public static TestCertificate root(String commonName) {
        return CertificateDraft.authority(commonName).selfSigned();
    }

    /** An authority below this one. */
    public TestCertificate intermediate(String commonName) {
        return CertificateDraft.authority(commonName).signedBy(this);
    }

    /** A server certificate, signed by this one, for the given DNS names and IP addresses. */
    public TestCertificate leaf(String... names) {
        return CertificateDraft.leaf(names).signedBy(this);
    }

    /** The certificate as the JDK parses it; {@link IllegalStateException} where it cannot, see {@link #der()}. */
    public X509Certificate certificate() {
        if (parsed == null) {
            throw new IllegalStateException("this JDK cannot parse a certificate with a key of type " + key.type());
        }
        return parsed;
    }

    /** The encoded certificate, also where the JDK cannot parse it. */
    public byte[] der() {
        return encoded(holder);
    }

    /** The same, but a TLS server that presents {@link #certificate()} sends these bytes in its place, whatever they are. */
    public TestCertificate sentAs(byte[] bytes) {
        return new TestCertificate(holder, key, issuer, new MisencodedCertificate(certificate(), bytes));
    }

    public TestKey key() {
        return key;
    }

    /** Who signed this certificate; empty for a self-signed one. */
    public Optional<TestCertificate> issuer() {
        return Optional.ofNullable(issuer);
    }

    /** This certificate, its issuer, and so on to the self-signed root. */
    public List<TestCertificate> chain() {
        List<TestCertificate> chain = new ArrayList<>();
        for (TestCertificate next = this; next != null; next = next.issuer) {
            chain.add(next);
        }
        return List.copyOf(chain);
    }

    /** {@link #chain()} as a well-configured server sends it: without the root, unless the root is all there is. */
    public List<TestCertificate> presented() {
        List<TestCertificate> chain = chain();
        return chain.size() == 1 ? chain : chain.subList(0, chain.size() - 1);
    }

    /** The subject's distinguished name. */
    public String subject() {
        return holder.getSubject().toString();
    }

    /** {@code sha256/…}, the pin of the public key. */
    public String pin() {
        try {
            return BouncyCastle.pinText(
                    "sha256/", holder.getSubjectPublicKeyInfo().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code cert-sha256/…}, the pin of the whole certificate. */
    public String certificatePin() {
        return BouncyCastle.pinText("cert-sha256/", der());
    }

    /** The certificate as PEM. */
    public String pem() {
        return BouncyCastle.pem("CERTIFICATE", der());
    }

    X509CertificateHolder holder() {
        return holder;
    }

    /** How the certificates below this one name its key (RFC 5280, section 4.2.1.1): as it does itself, if it does. */
    byte[] keyIdentifier() {
        SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(holder.getExtensions());
        if (own != null) {
            return own.getKeyIdentifier();
        }
        try {
            return new JcaX509ExtensionUtils()
                    .createSubjectKeyIdentifier(holder.getSubjectPublicKeyInfo())
                    .getKeyIdentifier();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static byte[] encoded(X509CertificateHolder holder) {
        try {
            return holder.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable X509Certificate parse(byte[] der) {
        try {
            CertificateFactory x509 = JDK == null
                    ? CertificateFactory.getInstance("X.509")
                    : CertificateFactory.getInstance("X.509", JDK);
            return (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException unknownKindOfKey) {
            return null;
        }
    }

    @Override
    public String toString() {
        return subject() + " " + pin();
    }
}
