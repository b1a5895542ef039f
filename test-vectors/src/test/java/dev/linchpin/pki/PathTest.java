package dev.linchpin.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The JDK's PKIX validation accepts what is minted well, and refuses each defect that a draft can have. */
class PathTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Test Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Linchpin Test Issuing CA");

    @Test
    void a_chain_as_minted_is_valid() throws Exception {
        TestCertificate leaf = ISSUING.leaf(HOST, "127.0.0.1", "::1");
        validate(leaf, ISSUING);
        assertEquals(List.of(leaf, ISSUING, ROOT), leaf.chain());
        assertEquals(List.of(leaf, ISSUING), leaf.presented());
        assertEquals(3, leaf.certificate().getSubjectAlternativeNames().size());
    }

    @Test
    void a_renewed_certificate_keeps_its_pin_and_nothing_else() throws Exception {
        TestCertificate first = ISSUING.leaf(HOST);
        TestCertificate renewed = CertificateDraft.leaf(HOST).key(first.key()).signedBy(ISSUING);
        validate(renewed, ISSUING);
        assertEquals(first.pin(), renewed.pin());
        assertEquals(2, Set.of(first.certificatePin(), renewed.certificatePin()).size());
    }

    @Test
    void a_cross_signed_authority_signs_for_both_roots() throws Exception {
        TestCertificate otherRoot = TestCertificate.root("Other Root");
        TestCertificate cross = CertificateDraft.authority("Linchpin Test Issuing CA")
                .key(ISSUING.key())
                .signedBy(otherRoot);
        TestCertificate leaf = ISSUING.leaf(HOST);
        validate(leaf, ISSUING);
        validateUnder(otherRoot, leaf, cross);
        assertEquals(ISSUING.pin(), cross.pin());
        assertEquals(ISSUING.subject(), cross.subject());
    }

    @Test
    void a_namesake_does_not_sign_for_the_original() {
        TestCertificate namesake =
                CertificateDraft.authority("Linchpin Test Issuing CA").signedBy(ROOT);
        assertInvalid(namesake.leaf(HOST), ISSUING);
    }

    /** Path builders that go by key identifiers must not tell the namesake from the original. */
    @Test
    void whatever_an_authority_signs_refers_to_the_key_identifier_that_it_claims() throws Exception {
        CertificateDraft draft =
                CertificateDraft.authority("Linchpin Test Issuing CA").keyIdentifierOf(ISSUING.key());
        byte[] claimed = authorityKeyIdentifier(ISSUING.leaf(HOST));
        assertArrayEquals(claimed, authorityKeyIdentifier(draft.signedBy(ROOT).leaf(HOST)));
        assertArrayEquals(claimed, authorityKeyIdentifier(draft.selfSigned()));
        assertFalse(Arrays.equals(claimed, authorityKeyIdentifier(draft.signedBy(ROOT))));
    }

    private static byte[] authorityKeyIdentifier(TestCertificate certificate) {
        return certificate.certificate().getExtensionValue("2.5.29.35");
    }

    @Test
    void a_certificate_without_authority_does_not_sign() {
        TestCertificate customer = ISSUING.leaf("attacker.linchpin.test");
        assertInvalid(customer.leaf(HOST), customer, ISSUING);
    }

    @Test
    void an_authority_without_the_flag_does_not_sign() {
        TestCertificate flagless =
                CertificateDraft.authority("Flagless").authorityFlag(false).signedBy(ROOT);
        assertInvalid(flagless.leaf(HOST), flagless);
    }

    @Test
    void an_authority_without_the_key_usage_does_not_sign() {
        TestCertificate useless = CertificateDraft.authority("Useless")
                .keyUsage(KeyUse.CRL_SIGNING)
                .signedBy(ROOT);
        assertInvalid(useless.leaf(HOST), useless);
    }

    @Test
    void an_expired_certificate_is_invalid() {
        assertInvalid(CertificateDraft.leaf(HOST).expired().signedBy(ISSUING), ISSUING);
    }

    @Test
    void a_certificate_from_the_future_is_invalid() {
        TestCertificate early = CertificateDraft.leaf(HOST).notYetValid().signedBy(ISSUING);
        assertInvalid(early, ISSUING);
    }

    @Test
    void a_path_longer_than_allowed_is_invalid() throws Exception {
        TestCertificate last = CertificateDraft.authority("Last").pathLength(0).signedBy(ROOT);
        TestCertificate beyond = last.intermediate("Beyond");
        validate(last.leaf(HOST), last);
        assertInvalid(beyond.leaf(HOST), beyond, last);
    }

    @Test
    void names_outside_the_constraints_are_invalid() throws Exception {
        TestCertificate constrained = CertificateDraft.authority("Constrained")
                .permitted("linchpin.test")
                .excluded("secret.linchpin.test")
                .signedBy(ROOT);
        validate(constrained.leaf(HOST), constrained);
        assertInvalid(constrained.leaf("example.test"), constrained);
        assertInvalid(constrained.leaf("a.secret.linchpin.test"), constrained);
    }

    @Test
    void subject_and_extended_key_usage_are_as_asked() throws Exception {
        String emailProtection = "1.3.6.1.5.5.7.3.4";
        TestCertificate mail = CertificateDraft.leaf(HOST)
                .subject("CN=Somebody Else,O=Elsewhere")
                .extendedKeyUsage(emailProtection)
                .signedBy(ISSUING);
        assertEquals("CN=Somebody Else,O=Elsewhere", mail.subject());
        assertEquals(List.of(emailProtection), mail.certificate().getExtendedKeyUsage());
    }

    @Test
    void the_issuer_signs_as_asked() throws Exception {
        TestCertificate weak =
                CertificateDraft.leaf(HOST).signature("SHA1withECDSA").signedBy(ISSUING);
        assertEquals("SHA1withECDSA", weak.certificate().getSigAlgName());
        weak.certificate().verify(ISSUING.certificate().getPublicKey());
    }

    @Test
    void ballast_makes_a_certificate_large_and_no_less_valid() throws Exception {
        TestCertificate large = CertificateDraft.leaf(HOST).ballast(100_000).signedBy(ISSUING);
        validate(large, ISSUING);
        assertEquals(100_000, large.der().length, 2_000);
    }

    @Test
    void a_key_that_can_be_factored_is_invalid() {
        TestCertificate weak =
                CertificateDraft.authority("Weak").key(KeyType.RSA_512).signedBy(ROOT);
        assertInvalid(weak.leaf(HOST), weak);
    }

    @Test
    void other_bytes_are_sent_in_the_place_of_a_certificate() throws Exception {
        byte[] garbage = {1, 2, 3};
        TestCertificate garbled = ISSUING.sentAs(garbage);
        assertArrayEquals(garbage, garbled.certificate().getEncoded());
        assertEquals(ISSUING.pin(), garbled.pin());
        assertEquals(
                ISSUING.certificate().getSubjectX500Principal(),
                garbled.certificate().getSubjectX500Principal());
    }

    private static void assertInvalid(TestCertificate... path) {
        assertThrows(CertPathValidatorException.class, () -> validate(path));
    }

    private static void validate(TestCertificate... path) throws Exception {
        validateUnder(ROOT, path);
    }

    private static void validateUnder(TestCertificate root, TestCertificate... path) throws Exception {
        CertPath certificates = CertificateFactory.getInstance("X.509")
                .generateCertPath(
                        List.of(path).stream().map(TestCertificate::certificate).toList());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
    }
}
