package dev.linchpin.cli.pin;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.linchpin.cli.key.Subjects;
import dev.linchpin.cli.key.Validity;
import dev.linchpin.pin.CertificatePin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
import java.time.Instant;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/**
 * A public key that was found, with its pin and what it stood in. Bouncy Castle describes it, since the JDK cannot parse every key
 * that a certificate may hold; the pin is the core's, over the bytes as they stand.
 *
 * @param subject empty in many certificates of today; null for a bare public key
 * @param label what to call it in a table
 * @param notAfter null for all but certificates
 * @param certificatePin null for all but certificates
 * @param certificate null for all but certificates
 */
record PinnedKey(
        Kind kind,
        @Nullable String subject,
        String label,
        @Nullable Instant notAfter,
        String pin,
        @Nullable String certificatePin,
        String keyAlgorithm,
        @Nullable X509CertificateHolder certificate) {

    enum Kind {
        CERTIFICATE("certificate"),
        CERTIFICATE_REQUEST("certificate-request"),
        PUBLIC_KEY("public-key");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        @JsonValue
        public String toString() {
            return text;
        }
    }

    static PinnedKey ofCertificate(byte[] der) throws SourceException {
        try {
            X509CertificateHolder certificate = new X509CertificateHolder(der);
            return new PinnedKey(
                    Kind.CERTIFICATE,
                    Subjects.of(certificate.getSubject()),
                    Subjects.labelOf(certificate),
                    Validity.notAfter(certificate),
                    SpkiPin.ofCertificate(der).toString(),
                    CertificatePin.ofCertificate(der).toString(),
                    KeyAlgorithms.nameOf(certificate.getSubjectPublicKeyInfo()),
                    certificate);
        } catch (PinFormatException e) {
            throw new SourceException(e);
        } catch (IOException | RuntimeException e) {
            throw new SourceException("a certificate in it is malformed", e);
        }
    }

    static PinnedKey ofRequest(byte[] der) throws SourceException {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
            return new PinnedKey(
                    Kind.CERTIFICATE_REQUEST,
                    Subjects.of(request.getSubject()),
                    "certificate request " + Subjects.of(request.getSubject()),
                    null,
                    SpkiPin.ofSpki(key.getEncoded()).toString(),
                    null,
                    KeyAlgorithms.nameOf(key),
                    null);
        } catch (PinFormatException e) {
            throw new SourceException(e);
        } catch (IOException | RuntimeException e) {
            throw new SourceException("a certificate request in it is malformed", e);
        }
    }

    static PinnedKey ofPublicKey(byte[] der) throws SourceException {
        try {
            String pin = SpkiPin.ofSpki(der).toString();
            SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(der);
            String algorithm = KeyAlgorithms.nameOf(key);
            return new PinnedKey(Kind.PUBLIC_KEY, null, "public key " + algorithm, null, pin, null, algorithm, null);
        } catch (PinFormatException e) {
            throw new SourceException(e);
        } catch (IOException | RuntimeException e) {
            throw new SourceException("a public key in it is malformed", e);
        }
    }
}
