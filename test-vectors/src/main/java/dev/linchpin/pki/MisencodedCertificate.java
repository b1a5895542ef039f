package dev.linchpin.pki;

import java.security.cert.X509Certificate;

/**
 * A certificate that says of itself what a sound one says, but is encoded as any bytes whatever. JSSE sends what
 * {@link #getEncoded} returns, so that its servers can be made to send what is no certificate.
 */
final class MisencodedCertificate extends DisguisedCertificate {
    private static final long serialVersionUID = 1L;

    private final byte[] encoded;

    MisencodedCertificate(X509Certificate sound, byte[] encoded) {
        super(sound);
        this.encoded = encoded.clone();
    }

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }

    @Override
    public String toString() {
        return "sent as " + encoded.length + " other bytes: " + super.toString();
    }
}
