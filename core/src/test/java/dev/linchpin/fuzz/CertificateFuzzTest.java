package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.internal.DerException;
import dev.linchpin.internal.PublicKeyDer;
import dev.linchpin.internal.Slice;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.SpkiPin;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

class CertificateFuzzTest {
    /** Three parsers, one key: this one, Bouncy Castle's and, where it can read the certificate, the JDK's. */
    @FuzzTest
    void finds_the_key_that_other_parsers_find_or_refuses(byte[] der) throws GeneralSecurityException {
        Optional<byte[]> info = info(der);
        assertEquals(info.isPresent(), isPinnable(der));
        if (info.isPresent()) {
            assertEquals(SpkiPin.ofSpki(info.get()), SpkiPin.ofCertificate(der));
            assertBouncyCastleFinds(info.get(), der);
        }
        Optional<X509Certificate> parsed = parsed(der);
        if (parsed.isPresent()) {
            assertPlatformFinds(parsed.get());
        }
    }

    private static Optional<byte[]> info(byte[] der) {
        try {
            Slice info = PublicKeyDer.ofCertificate(der);
            byte[] bytes = Arrays.copyOfRange(info.bytes(), info.from(), info.from() + info.length());
            Slice again = PublicKeyDer.ofInfo(bytes);
            assertEquals(bytes.length, again.length());
            return Optional.of(bytes);
        } catch (DerException refused) {
            return Optional.empty();
        }
    }

    private static boolean isPinnable(byte[] der) {
        try {
            SpkiPin.ofCertificate(der);
            return true;
        } catch (PinFormatException refused) {
            return false;
        }
    }

    private static void assertBouncyCastleFinds(byte[] info, byte[] der) {
        SubjectPublicKeyInfo theirs;
        SubjectPublicKeyInfo ours;
        try {
            theirs = Certificate.getInstance(der).getSubjectPublicKeyInfo();
            ours = SubjectPublicKeyInfo.getInstance(info);
        } catch (IllegalArgumentException | IllegalStateException itDemandsMore) {
            return;
        }
        assertEquals(theirs.toASN1Primitive(), ours.toASN1Primitive());
    }

    /** The pin of a parsed certificate is the pin of its bytes, and those bytes are the key that the JDK uses. */
    private static void assertPlatformFinds(X509Certificate certificate) throws GeneralSecurityException {
        SpkiPin pin;
        try {
            pin = SpkiPin.of(certificate);
        } catch (PinFormatException refused) {
            return;
        }
        byte[] encoded = certificate.getEncoded();
        assertEquals(SpkiPin.ofCertificate(encoded), pin);
        byte[] info = info(encoded).orElseGet(() -> fail("a pin of a certificate without a key"));
        String algorithm = certificate.getPublicKey().getAlgorithm();
        try {
            KeyFactory keys = KeyFactory.getInstance(algorithm);
            assertArrayEquals(
                    certificate.getPublicKey().getEncoded(),
                    keys.generatePublic(new X509EncodedKeySpec(info)).getEncoded());
        } catch (NoSuchAlgorithmException anAlgorithmTheJdkOnlyCarries) {
            // The JDK then holds the bytes as they are, which SpkiPin has compared.
        }
    }

    private static Optional<X509Certificate> parsed(byte[] der) throws CertificateException {
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        try {
            return Optional.ofNullable((X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException unreadable) {
            return Optional.empty();
        } catch (IndexOutOfBoundsException anEd25519KeyWithoutBits) {
            return Optional.empty(); // JDK 17: EdDSAPublicKeyImpl reads the last byte of none.
        }
    }
}
