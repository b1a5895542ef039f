package dev.linchpin.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTypeTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Test Root");

    @ParameterizedTest
    @EnumSource
    void signs_and_is_signed(KeyType type) throws Exception {
        TestCertificate authority =
                CertificateDraft.authority("Authority").key(type).signedBy(ROOT);
        TestCertificate leaf = authority.leaf("api.linchpin.test");

        assertEquals(authority.key().pin(), authority.pin());
        assertEquals(authority.subject(), leaf.holder().getIssuer().toString());
    }

    /** The JDK's own encoding is an independent witness, for the keys that survive its round trip. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "P256", "P384", "P521", "RSA_2048", "RSA_3072", "RSA_4096", "RSASSA_PSS", "RSASSA_PSS_SHA256", "ED25519",
                "ED448", "DSA_2048"
            })
    void pin_equals_the_hash_of_the_jdk_key(KeyType type) throws Exception {
        TestCertificate leaf = CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ROOT);
        assertEquals(jdkPin(leaf), leaf.pin());
    }

    @Test
    void rsa_without_null_has_a_pin_that_the_jdk_gets_wrong() throws Exception {
        TestCertificate leaf = CertificateDraft.leaf("api.linchpin.test")
                .key(KeyType.RSA_2048_WITHOUT_NULL)
                .signedBy(ROOT);
        assertNotEquals(jdkPin(leaf), leaf.pin());
    }

    @ParameterizedTest
    @EnumSource(names = {"P256_COMPRESSED", "P256_EXPLICIT"})
    void the_raw_certificate_is_there_where_the_jdk_cannot_parse_it(KeyType type) {
        TestCertificate leaf = CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ROOT);
        assertNotEquals(0, leaf.der().length);
        assertThrows(IllegalStateException.class, leaf::certificate);
    }

    private static String jdkPin(TestCertificate certificate) throws Exception {
        byte[] spki = certificate.certificate().getPublicKey().getEncoded();
        return "sha256/" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(spki));
    }
}
