package dev.linchpin.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTypeTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Test Root");
    private static final Map<KeyType, TestKey> KEYS = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource
    void signs_and_is_signed(KeyType type) {
        TestCertificate authority =
                CertificateDraft.authority("Authority").key(key(type)).signedBy(ROOT);
        TestCertificate leaf = authority.leaf("api.linchpin.test");

        assertEquals(key(type).pin(), authority.pin());
        assertEquals(authority.subject(), leaf.holder().getIssuer().toString());
    }

    /** The JDK's own encoding is an independent witness, for the keys that survive its round trip. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "P256",
                "P384",
                "P521",
                "RSA_2048",
                "RSA_3072",
                "RSA_4096",
                "RSASSA_PSS",
                "RSASSA_PSS_SHA256",
                "ED25519",
                "ED448",
                "DSA_2048"
            })
    void pin_equals_the_hash_of_the_jdk_key(KeyType type) throws Exception {
        assertEquals(jdkPin(leaf(type)), leaf(type).pin());
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "RSA_2048", "ED25519", "DSA_2048", "ML_DSA_44", "SLH_DSA_SHA2_128F"})
    void a_seed_gives_the_same_key_twice_and_another_seed_another(KeyType type) {
        assertEquals(TestKey.seeded(type, "a").pin(), TestKey.seeded(type, "a").pin());
        assertNotEquals(
                TestKey.seeded(type, "a").pin(), TestKey.seeded(type, "b").pin());
    }

    @Test
    void a_draft_with_key_and_serial_is_signed_the_same_twice() {
        TestKey key = TestKey.seeded(KeyType.P256, "root");
        CertificateDraft draft = CertificateDraft.authority("Root").key(key).serial(BigInteger.TEN);
        assertArrayEquals(draft.selfSigned().der(), draft.selfSigned().der());
    }

    @Test
    void rsa_without_null_has_a_pin_that_the_jdk_gets_wrong() throws Exception {
        assertNotEquals(
                jdkPin(leaf(KeyType.RSA_2048_WITHOUT_NULL)),
                leaf(KeyType.RSA_2048_WITHOUT_NULL).pin());
    }

    @Test
    void the_form_of_a_key_changes_its_pin() {
        TestKey plain = key(KeyType.P256);
        assertEquals(91, plain.spki().length);
        assertEquals(59, key(KeyType.P256_COMPRESSED).spki().length);
        assertEquals(294, key(KeyType.RSA_2048).spki().length);
        assertEquals(292, key(KeyType.RSA_2048_WITHOUT_NULL).spki().length);
    }

    @ParameterizedTest
    @EnumSource(names = {"P256_COMPRESSED", "P256_EXPLICIT"})
    void the_raw_certificate_is_there_where_the_jdk_cannot_parse_it(KeyType type) {
        TestCertificate leaf = leaf(type);
        assertNotEquals(0, leaf.der().length);
        assertThrows(IllegalStateException.class, leaf::certificate);
    }

    @Test
    void pem_holds_the_certificate() throws Exception {
        TestCertificate leaf = leaf(KeyType.P256);
        byte[] pem = leaf.pem().getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(
                leaf.der(),
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem))
                        .getEncoded());
    }

    private static TestCertificate leaf(KeyType type) {
        return CertificateDraft.leaf("api.linchpin.test").key(key(type)).signedBy(ROOT);
    }

    /** One key of each type for all tests: those for RSA take their time. */
    private static TestKey key(KeyType type) {
        return KEYS.computeIfAbsent(type, TestKey::generate);
    }

    private static String jdkPin(TestCertificate certificate) throws Exception {
        byte[] spki = certificate.certificate().getPublicKey().getEncoded();
        return "sha256/"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(spki));
    }
}
