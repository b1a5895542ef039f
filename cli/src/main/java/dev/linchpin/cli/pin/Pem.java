package dev.linchpin.cli.pin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * PEM text (RFC 7468), with any number of blocks and any text between them. Private keys, parameters and revocation lists are passed
 * over, since they often stand beside certificates; any other block that is not understood makes the source unreadable, lest a
 * pin be missing unnoticed.
 */
final class Pem {
    private Pem() {}

    static List<PinnedKey> read(byte[] content) throws SourceException {
        List<PinnedKey> found = new ArrayList<>();
        String passedOver = "";
        try (PemReader blocks =
                new PemReader(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1))) {
            for (PemObject block = blocks.readPemObject(); block != null; block = blocks.readPemObject()) {
                if (isIrrelevant(block.getType())) {
                    passedOver = block.getType();
                } else {
                    found.add(key(block));
                }
            }
        } catch (IOException | DecoderException e) {
            throw new SourceException("PEM block " + (found.size() + 1) + " is truncated or not base64", e);
        }
        if (found.isEmpty()) {
            throw new SourceException(expected("it holds only a " + passedOver));
        }
        return found;
    }

    private static boolean isIrrelevant(String type) {
        return type.endsWith("PRIVATE KEY") || type.endsWith("PARAMETERS") || type.endsWith("CRL");
    }

    private static PinnedKey key(PemObject block) throws SourceException {
        return switch (block.getType()) {
            case "CERTIFICATE", "X509 CERTIFICATE" -> PinnedKey.ofCertificate(block.getContent());
            case "TRUSTED CERTIFICATE" -> PinnedKey.ofCertificate(withoutTrust(block));
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> PinnedKey.ofRequest(block.getContent());
            case "PUBLIC KEY" -> PinnedKey.ofPublicKey(block.getContent());
            case "RSA PUBLIC KEY" -> PinnedKey.ofPublicKey(inPublicKeyInfo(block));
            default -> throw new SourceException(expected("it holds a PEM block \"" + block.getType() + '"'));
        };
    }

    private static String expected(String found) {
        return found + ", expected a CERTIFICATE, CERTIFICATE REQUEST or PUBLIC KEY";
    }

    /** OpenSSL's certificate with trust settings behind it. */
    private static byte[] withoutTrust(PemObject block) throws SourceException {
        try {
            return new X509TrustedCertificateBlock(block.getContent())
                    .getCertificateHolder()
                    .getEncoded();
        } catch (IOException | RuntimeException e) {
            throw new SourceException("a trusted certificate in it is malformed", e);
        }
    }

    /** A PKCS#1 key in the form that a certificate gives it (RFC 3279, section 2.3.1). */
    private static byte[] inPublicKeyInfo(PemObject block) throws SourceException {
        try {
            AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
            return new SubjectPublicKeyInfo(rsa, RSAPublicKey.getInstance(block.getContent())).getEncoded();
        } catch (IOException | RuntimeException e) {
            throw new SourceException("an RSA public key in it is malformed", e);
        }
    }
}
