package dev.linchpin.pin;

import java.security.cert.X509Certificate;

/**
 * What a certificate has to be: a SHA-256 hash of its public key ({@link SpkiPin}) or of all of it
 * ({@link CertificatePin}). Immutable; equal by kind and hash.
 */
public sealed interface Pin permits SpkiPin, CertificatePin {

    /**
     * Reads {@code sha256/…} or {@code cert-sha256/…}, followed by 32 bytes in canonical, padded base64 (RFC 4648 §4:
     * 43 characters and one {@code =}, unused bits zero).
     *
     * @throws PinFormatException for anything else, the all-zero placeholder included
     */
    static Pin parse(String text) {
        return PinText.parse(text);
    }

    /**
     * Whether the certificate is the one that this pin names.
     *
     * @throws PinFormatException if the certificate's bytes are not DER or disagree with its public key
     */
    boolean matches(X509Certificate certificate);

    /** The 32 bytes of the hash, in a new array. */
    byte[] hash();

    /** The canonical text, which {@link #parse} reads. */
    @Override
    String toString();
}
