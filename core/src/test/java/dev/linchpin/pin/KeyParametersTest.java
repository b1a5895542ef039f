package dev.linchpin.pin;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.pki.TestCertificate;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Two parsers of one certificate, who agree on the algorithm and on the bits of the key:
 *
 * <pre>
 *   in the certificate:   id-ecPublicKey, prime256v1   04 X Y
 *   used by the platform: id-ecPublicKey, prime192v1   04 X Y
 * </pre>
 *
 * On another curve, the same bits are another key.
 */
class KeyParametersTest {
    private static final byte[] PRIME_256_V1 = HexFormat.of().parseHex("06082a8648ce3d030107");

    @Test
    void refuses_the_same_point_on_another_curve() {
        X509Certificate leaf = TestCertificate.root("Root").leaf("a.test").certificate();
        byte[] encoded = leaf.getPublicKey().getEncoded();
        encoded[indexOf(PRIME_256_V1, encoded) + PRIME_256_V1.length - 1] = 1;
        X509Certificate split = new SplitCertificate(leaf, key(encoded));
        assertThrows(PinFormatException.class, () -> SpkiPin.of(split));
        assertThrows(PinFormatException.class, () -> CertificatePin.of(split));
    }

    private static int indexOf(byte[] part, byte[] whole) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError(HexFormat.of().formatHex(part) + " is not there");
    }

    private static PublicKey key(byte[] encoded) {
        return new PublicKey() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getAlgorithm() {
                return "any";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return encoded.clone();
            }
        };
    }
}
