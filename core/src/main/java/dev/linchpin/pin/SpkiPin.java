package dev.linchpin.pin;

import dev.linchpin.internal.DerException;
import dev.linchpin.internal.PublicKeyDer;
import dev.linchpin.internal.Sha256;
import dev.linchpin.internal.Slice;
import java.security.cert.X509Certificate;

/**
 * SHA-256 of the DER SubjectPublicKeyInfo, written {@code sha256/…} (the pin of RFC 7469 §2.4). It survives renewals that
 * keep the key.
 *
 * <p>The hash is over the bytes <em>as they stand in the certificate</em>, never over a re-encoding of the parsed key.
 */
public final class SpkiPin implements Pin {
    private final Sha256 hash;

    SpkiPin(Sha256 hash) {
        this.hash = hash;
    }

    /**
     * The pin of a certificate's public key.
     *
     * @throws PinFormatException if the certificate's bytes are not DER, or hold another key than
     *     {@link X509Certificate#getPublicKey()} returns
     */
    public static SpkiPin of(X509Certificate certificate) {
        try {
            return ofSlice(PublicKeyDer.of(certificate));
        } catch (DerException e) {
            throw new PinFormatException("certificate has no usable public key: " + e.getMessage(), e);
        }
    }

    /**
     * The pin of the key in a DER certificate; for key types that the platform cannot parse as well.
     *
     * @throws PinFormatException if the bytes are not exactly one DER certificate
     */
    public static SpkiPin ofCertificate(byte[] der) {
        try {
            return ofSlice(PublicKeyDer.ofCertificate(der));
        } catch (DerException e) {
            throw new PinFormatException("not a DER certificate: " + e.getMessage(), e);
        }
    }

    /**
     * The pin of a DER SubjectPublicKeyInfo.
     *
     * @throws PinFormatException if the bytes are not exactly one SubjectPublicKeyInfo
     */
    public static SpkiPin ofSpki(byte[] der) {
        try {
            return ofSlice(PublicKeyDer.ofInfo(der));
        } catch (DerException e) {
            throw new PinFormatException("not a DER SubjectPublicKeyInfo: " + e.getMessage(), e);
        }
    }

    private static SpkiPin ofSlice(Slice info) {
        return new SpkiPin(Sha256.of(info));
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
        return other instanceof SpkiPin pin && hash.equals(pin.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return PinText.format(PinText.SPKI, hash);
    }
}
