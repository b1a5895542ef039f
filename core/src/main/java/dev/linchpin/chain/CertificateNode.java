package dev.linchpin.chain;

import dev.linchpin.internal.CertificateExtensions;
import dev.linchpin.internal.Sha256;
import dev.linchpin.internal.Slice;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the search sees it. What a search asks again and again is read once: some platforms parse a name anew
 * each time they are asked for it.
 */
final class CertificateNode {
    private final X509Certificate certificate;
    private final X500Principal subject;
    private final X500Principal issuer;
    private final PublicKey key;
    private final Sha256 identity;
    private final boolean authority;
    private final boolean version1;
    private byte @Nullable [] subjectKeyId;
    private byte @Nullable [] issuerKeyId;
    private boolean keyIdsRead;

    CertificateNode(X509Certificate certificate) {
        this.certificate = certificate;
        this.subject = certificate.getSubjectX500Principal();
        this.issuer = certificate.getIssuerX500Principal();
        this.key = certificate.getPublicKey();
        this.identity = identity(subject, key);
        this.authority = certificate.getBasicConstraints() >= 0;
        this.version1 = certificate.getVersion() < 3;
    }

    X509Certificate certificate() {
        return certificate;
    }

    X500Principal subject() {
        return subject;
    }

    X500Principal issuer() {
        return issuer;
    }

    PublicKey key() {
        return key;
    }

    /** Whether it may stand between a leaf and a trust anchor (RFC 5280 §6.1.4 (k)). */
    boolean isAuthority() {
        return authority;
    }

    /** Whether it may issue as a trust anchor: version 1 has no basicConstraints, and the JDK's trust manager accepts those. */
    boolean mayAnchor() {
        return authority || version1;
    }

    /** Whether both speak for one authority: its name and its key, in whatever certificate. */
    boolean isSameAuthority(CertificateNode other) {
        return identity.equals(other.identity);
    }

    /** Of the authority, not of the certificate: names and keys are slow to compare, and a search compares them all the time. */
    Sha256 identity() {
        return identity;
    }

    private static Sha256 identity(X500Principal subject, PublicKey key) {
        byte[] name = subject.getName(X500Principal.CANONICAL).getBytes(StandardCharsets.UTF_8);
        byte[] encoded = key.getEncoded() == null ? new byte[0] : key.getEncoded();
        byte[] both = Arrays.copyOf(name, name.length + encoded.length);
        System.arraycopy(encoded, 0, both, name.length, encoded.length);
        return Sha256.of(Slice.of(both));
    }

    /** RFC 5280 §4.2.1.1: whether this certificate says that it was issued by the key that the other says it holds. */
    boolean namesKeyOf(CertificateNode other) {
        readKeyIds();
        other.readKeyIds();
        return issuerKeyId != null && Arrays.equals(issuerKeyId, other.subjectKeyId);
    }

    /** A race of two threads reads the same bytes twice. */
    private void readKeyIds() {
        if (!keyIdsRead) {
            subjectKeyId = CertificateExtensions.subjectKeyIdentifier(certificate);
            issuerKeyId = CertificateExtensions.authorityKeyIdentifier(certificate);
            keyIdsRead = true;
        }
    }
}
