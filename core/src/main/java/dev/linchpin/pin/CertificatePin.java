package dev.linchpin.pin;

import dev.linchpin.internal.DerException;
import dev.linchpin.internal.PublicKeyDer;
import dev.linchpin.internal.Sha256;
import dev.linchpin.internal.Slice;
import java.security.cert.X509Certificate;

/**
 * SHA-256 of a whole DER certificate, written {@code cert-sha256/…}. It changes with every renewal, even of the same key:
 * prefer {@link SpkiPin}.
 */
public final class CertificatePin implements Pin {
    private final Sha256 hash;

    CertificatePin(Sha256 hash) {
        this.hash = hash;
    }

    /**
     * The pin of a certificate.
     *
     * @throws PinFormatException if the certificate's bytes are not DER, or hold another key than
     *     {@link X509Certificate#getPublicKey()} returns
     */
    public static CertificatePin of(X509Certificate certificate) {
        try {
            return ofChecked(PublicKeyDer.of(certificate).bytes());
        } catch (DerException e) {
            throw new PinFormatException("certificate has no usable public key: " + e.getMessage(), e);
        }
    }

    /**
     * The pin of a DER certificate.
     *
     * @throws PinFormatException if the bytes are not exactly one DER certificate
     */
    public static CertificatePin ofCertificate(byte[] der) {
        try {
            PublicKeyDer.ofCertificate(der);
        } catch (DerException e) {
            throw new PinFormatException("not a DER certificate: " + e.getMessage(), e);
        }
        return ofChecked(der);
    }

    private static CertificatePin ofChecked(byte[] der) {
        return new CertificatePin(Sha256.of(Slice.of(der)));
    }

    @Override
    public boolean matches(X509Certificate certificate) {
        return equals(of(certificate));
    }

    @Override
    public byte[] hash() {
        return hash.bytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificatePin pin && hash.equals(pin.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return PinText.format(PinText.CERTIFICATE, hash);
    }
}
