package dev.linchpin.pin;

import dev.linchpin.pki.DisguisedCertificate;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/** The bytes of one certificate with the parsed key of another, as a parser that can be confused would return them. */
public final class SplitCertificate extends DisguisedCertificate {
    private static final long serialVersionUID = 1L;

    private final PublicKey key;
    private int encodings;

    public SplitCertificate(X509Certificate bytes, PublicKey key) {
        super(bytes);
        this.key = key;
    }

    @Override
    public PublicKey getPublicKey() {
        return key;
    }

    @Override
    public byte[] getEncoded() throws CertificateEncodingException {
        encodings++;
        return super.getEncoded();
    }

    /** How often somebody has asked for the bytes. */
    int encodings() {
        return encodings;
    }
}
