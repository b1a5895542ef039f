package dev.linchpin.cli.pin;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;

/**
 * One PEM block. Private keys, parameters and revocation lists are passed over, since they often stand beside certificates; any other
 * block that is not understood makes the source unreadable, lest a pin be missing unnoticed.
 */
@SuppressWarnings("ArrayRecordComponent") // read by this package alone, and never compared
record PemBlock(String label, byte[] content) {
    static boolean isIrrelevant(String label) {
        return label.endsWith("PRIVATE KEY") || label.endsWith("PARAMETERS") || label.endsWith("CRL");
    }

    static String expected(String found) {
        return found + ", expected a CERTIFICATE, CERTIFICATE REQUEST, PUBLIC KEY or PKCS7";
    }

    List<PinnedKey> keys() throws SourceException {
        return switch (label) {
            case "CERTIFICATE", "X509 CERTIFICATE" -> List.of(PinnedKey.ofCertificate(content));
            case "TRUSTED CERTIFICATE" -> List.of(PinnedKey.ofCertificate(withoutTrust()));
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> List.of(PinnedKey.ofRequest(content));
            case "PUBLIC KEY" -> List.of(PinnedKey.ofPublicKey(content));
            case "RSA PUBLIC KEY" -> List.of(PinnedKey.ofPublicKey(inPublicKeyInfo()));
            case "PKCS7", "PKCS #7 SIGNED DATA", "CMS" -> Pkcs7.read(content);
            default -> throw new SourceException(expected("it holds a PEM block \"" + label + '"'));
        };
    }

    /** OpenSSL's certificate with trust settings behind it. */
    private byte[] withoutTrust() throws SourceException {
        try {
            return new X509TrustedCertificateBlock(content)
                    .getCertificateHolder()
                    .getEncoded();
        } catch (IOException | RuntimeException e) {
            throw new SourceException("a trusted certificate in it is malformed", e);
        }
    }

    /** A PKCS#1 key in the form that a certificate gives it (RFC 3279, section 2.3.1). */
    private byte[] inPublicKeyInfo() throws SourceException {
        try {
            AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
            return new SubjectPublicKeyInfo(rsa, RSAPublicKey.getInstance(content)).getEncoded();
        } catch (IOException | RuntimeException e) {
            throw new SourceException("an RSA public key in it is malformed", e);
        }
    }
}
