package dev.linchpin.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class SpkiPinTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");

    /** Expected values are Bouncy Castle's reading of the same bytes, which shares no code with ours. */
    @ParameterizedTest
    @EnumSource
    void hashes_the_key_as_it_stands_in_the_certificate(KeyType type) {
        TestCertificate leaf =
                CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ROOT);
        assertEquals(leaf.pin(), SpkiPin.ofCertificate(leaf.der()).toString());
        assertEquals(leaf.pin(), SpkiPin.ofSpki(leaf.key().spki()).toString());
        assertEquals(
                leaf.certificatePin(), CertificatePin.ofCertificate(leaf.der()).toString());
    }

    /** The JDK parses neither compressed points nor explicit curves; those are pinned from their DER above. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"P256_COMPRESSED", "P256_EXPLICIT", "SECP256K1"})
    void hashes_the_key_of_a_parsed_certificate(KeyType type) {
        TestCertificate leaf =
                CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ROOT);
        X509Certificate parsed = leaf.certificate();
        assertEquals(leaf.pin(), SpkiPin.of(parsed).toString());
        assertEquals(leaf.certificatePin(), CertificatePin.of(parsed).toString());
        assertTrue(Pin.parse(leaf.pin()).matches(parsed));
        assertTrue(Pin.parse(leaf.certificatePin()).matches(parsed));
    }

    /** The mistake that most libraries make: this certificate is the proof that hashing a re-encoded key is another pin. */
    @Test
    void is_not_the_hash_of_the_reencoded_key() {
        TestCertificate leaf = CertificateDraft.leaf("api.linchpin.test")
                .key(KeyType.RSA_2048_WITHOUT_NULL)
                .signedBy(ROOT);
        byte[] reencoded = leaf.certificate().getPublicKey().getEncoded();
        assertNotEquals(leaf.pin(), SpkiPin.ofSpki(reencoded).toString());
    }

    @Test
    void survives_renewal_with_the_same_key() {
        TestCertificate old = ROOT.leaf("api.linchpin.test");
        TestCertificate renewed =
                CertificateDraft.leaf("api.linchpin.test").key(old.key()).signedBy(ROOT);
        assertEquals(SpkiPin.of(old.certificate()), SpkiPin.of(renewed.certificate()));
        assertNotEquals(CertificatePin.of(old.certificate()), CertificatePin.of(renewed.certificate()));
    }

    @Test
    void does_not_match_another_key_under_the_same_name() {
        X509Certificate one = ROOT.leaf("api.linchpin.test").certificate();
        X509Certificate other = ROOT.leaf("api.linchpin.test").certificate();
        assertFalse(SpkiPin.of(one).matches(other));
        assertFalse(CertificatePin.of(one).matches(other));
    }

    /**
     * <pre>
     *   bytes of the certificate:  … pinned key …      what a pin check walks
     *   getPublicKey():            attacker's key      what the TLS stack verifies with
     * </pre>
     *
     * The class of CVE-2026-87866: two readers of one certificate find two keys.
     */
    @Test
    void refuses_a_certificate_whose_parser_sees_another_key() {
        X509Certificate pinned = ROOT.leaf("api.linchpin.test").certificate();
        X509Certificate attacker = ROOT.leaf("api.linchpin.test").certificate();
        X509Certificate split = new SplitCertificate(pinned, attacker.getPublicKey());
        assertThrows(PinFormatException.class, () -> SpkiPin.of(split));
        assertThrows(PinFormatException.class, () -> CertificatePin.of(split));
        assertThrows(PinFormatException.class, () -> SpkiPin.of(pinned).matches(split));
    }

    /** A certificate that gave other bytes the second time would be hashed by bytes that nobody compared with its key. */
    @Test
    void hashes_the_very_bytes_that_it_checked() {
        X509Certificate leaf = ROOT.leaf("api.linchpin.test").certificate();
        SplitCertificate asked = new SplitCertificate(leaf, leaf.getPublicKey());
        CertificatePin.of(asked);
        assertEquals(1, asked.encodings());
        SpkiPin.of(asked);
        assertEquals(2, asked.encodings());
    }

    @Test
    void refuses_a_key_without_encoding() {
        X509Certificate pinned = ROOT.leaf("api.linchpin.test").certificate();
        assertThrows(PinFormatException.class, () -> SpkiPin.of(new SplitCertificate(pinned, new OpaqueKey())));
    }

    @Test
    void refuses_a_key_of_another_algorithm_over_the_same_bits() {
        TestCertificate rsa = CertificateDraft.leaf("api.linchpin.test")
                .key(KeyType.RSASSA_PSS)
                .signedBy(ROOT);
        TestCertificate other =
                CertificateDraft.leaf("api.linchpin.test").key(KeyType.RSA_2048).signedBy(ROOT);
        X509Certificate split =
                new SplitCertificate(rsa.certificate(), other.certificate().getPublicKey());
        assertThrows(PinFormatException.class, () -> SpkiPin.of(split));
    }

    /** A provider that parses compressed points hands out the key uncompressed: another spelling, not another key. */
    @ParameterizedTest
    @EnumSource(names = {"P256_COMPRESSED", "P256_EXPLICIT", "SECP256K1"})
    void accepts_a_reencoding_of_the_same_point(KeyType type) throws Exception {
        TestCertificate leaf =
                CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ROOT);
        X509Certificate parsed = bouncyCastle(leaf.der());
        assertEquals(leaf.pin(), SpkiPin.of(parsed).toString());
    }

    @Test
    void refuses_the_opposite_point_of_the_same_x() throws Exception {
        TestCertificate leaf = CertificateDraft.leaf("api.linchpin.test")
                .key(KeyType.P256_COMPRESSED)
                .signedBy(ROOT);
        byte[] opposite = leaf.der();
        int point = indexOf(opposite, leaf.key().spki()) + leaf.key().spki().length - 33;
        opposite[point] ^= 1; // 02 <-> 03
        X509Certificate parsed = bouncyCastle(leaf.der());
        X509Certificate split = new SplitCertificate(bouncyCastle(opposite), parsed.getPublicKey());
        assertThrows(PinFormatException.class, () -> SpkiPin.of(split));
    }

    /** The third spelling of a point (SEC 1 §2.3.3): 06 X Y with an even Y, 07 X Y with an odd one. */
    @Test
    void accepts_a_hybrid_point_with_the_right_parity_only() throws Exception {
        TestCertificate leaf = ROOT.leaf("api.linchpin.test");
        byte[] spki = leaf.key().spki();
        int right = 6 + (spki[spki.length - 1] & 1);
        for (int form : new int[] {6, 7}) {
            byte[] hybrid = leaf.der();
            hybrid[indexOf(hybrid, spki) + spki.length - 65] = (byte) form;
            X509Certificate split = new SplitCertificate(
                    bouncyCastle(hybrid), leaf.certificate().getPublicKey());
            if (form == right) {
                assertEquals(SpkiPin.ofCertificate(hybrid), SpkiPin.of(split));
            } else {
                assertThrows(PinFormatException.class, () -> SpkiPin.of(split));
            }
        }
    }

    /** X and Y are right, but no form of a point has this number: what a parser makes of it is anybody's guess. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 8, 9})
    void refuses_a_point_in_a_form_that_does_not_exist(int form) throws Exception {
        for (KeyType type : List.of(KeyType.P256, KeyType.P256_COMPRESSED)) {
            TestCertificate leaf =
                    CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ROOT);
            byte[] spki = leaf.key().spki();
            byte[] formless = leaf.der();
            int point = spki.length - (type == KeyType.P256 ? 65 : 33);
            formless[indexOf(formless, spki) + point] = (byte) form;
            PublicKey used = bouncyCastle(leaf.der()).getPublicKey();
            X509Certificate split = new SplitCertificate(bouncyCastle(formless), used);
            assertThrows(PinFormatException.class, () -> SpkiPin.of(split), type.name());
        }
    }

    @Test
    void refuses_every_truncation_and_never_throws_anything_else() {
        byte[] der = ROOT.leaf("api.linchpin.test").der();
        for (int length = 0; length < der.length; length++) {
            byte[] cut = Arrays.copyOf(der, length);
            assertThrows(PinFormatException.class, () -> SpkiPin.ofCertificate(cut), "length " + length);
            assertThrows(PinFormatException.class, () -> SpkiPin.ofSpki(cut), "length " + length);
        }
    }

    @Test
    void refuses_bytes_behind_the_certificate() {
        byte[] der = ROOT.der();
        byte[] longer = Arrays.copyOf(der, der.length + 1);
        assertThrows(PinFormatException.class, () -> SpkiPin.ofCertificate(longer));
        assertThrows(PinFormatException.class, () -> CertificatePin.ofCertificate(longer));
        byte[] spki = ROOT.key().spki();
        assertThrows(PinFormatException.class, () -> SpkiPin.ofSpki(Arrays.copyOf(spki, spki.length + 1)));
    }

    /** Whatever single bytes change, the answer is a pin or the declared exception. */
    @Test
    void survives_mutation() {
        byte[] der = ROOT.leaf("api.linchpin.test").der();
        Random random = new Random(20261121);
        int refused = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] mutant = der.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            try {
                SpkiPin.ofCertificate(mutant);
            } catch (PinFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "too few mutants were malformed for this to be a test: " + refused);
    }

    @Test
    void survives_noise() {
        Random random = new Random(20261121);
        for (int round = 0; round < 50_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextBoolean()) {
                noise[0] = 0x30;
            }
            try {
                SpkiPin.ofSpki(noise);
            } catch (PinFormatException expected) {
                assertTrue(String.valueOf(expected.getMessage()).startsWith("not a DER SubjectPublicKeyInfo: "));
            }
        }
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; ; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
    }

    private static X509Certificate bouncyCastle(byte[] der) throws CertificateException {
        Certificate parsed = CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
                .generateCertificate(new ByteArrayInputStream(der));
        return (X509Certificate) parsed;
    }
}
