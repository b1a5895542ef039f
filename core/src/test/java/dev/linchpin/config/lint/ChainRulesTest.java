package dev.linchpin.config.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Position;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.UnlistedHosts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

/** The rules that know what a server serves. The chain is root, intermediate, leaf; what wrong recipes make of it is computed here anew. */
class ChainRulesTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate LETS_ENCRYPT = CertificateDraft.authority("YE2")
            .subject("CN=YE2,O=Let's Encrypt,C=US")
            .signedBy(ROOT);
    private static final TestCertificate OTHER_AUTHORITY = ROOT.intermediate("Issuing CA 1");
    private static final TestCertificate LEAF = leafOf(90, LETS_ENCRYPT, KeyType.P256);

    private static TestCertificate leafOf(int days, TestCertificate issuer, KeyType key) {
        Instant start = Instant.parse("2026-11-01T00:00:00Z");
        return CertificateDraft.leaf("a.test")
                .subject("CN=a.test")
                .key(key)
                .validity(start, start.plusSeconds(86_400L * days - 1))
                .signedBy(issuer);
    }

    private static List<Finding> findings(TestCertificate leaf, String... pins) {
        return lint(leaf).check(NetworkSecurityConfig.reader().inspect(LintCase.pins(pins)));
    }

    private static PolicyLint lint(TestCertificate leaf) {
        return PolicyLint.builder()
                .clock(PolicyLintTest.TODAY)
                .chain(leaf.chain().stream().map(TestCertificate::certificate).toList())
                .build();
    }

    private static Set<String> rules(TestCertificate leaf, String... pins) {
        return findings(leaf, pins).stream().map(Finding::rule).collect(Collectors.toSet());
    }

    private static String pinOf(TestCertificate certificate) {
        return certificate.pin().substring("sha256/".length());
    }

    @Test
    void says_nothing_of_a_leaf_that_lives_long_and_an_offline_backup() {
        assertEquals(Set.of(), rules(leafOf(101, LETS_ENCRYPT, KeyType.P256), LintCase.A, LintCase.B));
        TestCertificate leaf = leafOf(101, LETS_ENCRYPT, KeyType.P256);
        assertEquals(Set.of(), rules(leaf, pinOf(leaf), LintCase.B));
    }

    @Test
    void notes_a_short_lived_leaf_that_is_pinned_alone() {
        assertEquals(Set.of("leaf-only-short-lived"), rules(LEAF, pinOf(LEAF), LintCase.B));
        String message = findings(LEAF, pinOf(LEAF), LintCase.B).get(0).message();
        assertTrue(message.contains("lives 90 days") && message.contains("47 from 15 March 2029"), message);
        TestCertificate hundred = leafOf(100, ROOT, KeyType.P256);
        assertEquals(Set.of("leaf-only-short-lived"), rules(hundred, pinOf(hundred), LintCase.B));
    }

    @Test
    void warns_of_a_root_that_is_pinned_alone() {
        assertEquals(Set.of("root-only"), rules(LEAF, pinOf(ROOT), LintCase.B));
        assertEquals(Set.of(), rules(LEAF, pinOf(ROOT), pinOf(LEAF), LintCase.B));
    }

    @Test
    void warns_of_an_intermediate_that_is_picked_anew_each_time() {
        assertEquals(Set.of("unpredictable-intermediate"), rules(LEAF, pinOf(LETS_ENCRYPT), LintCase.B));
        TestCertificate other = leafOf(90, OTHER_AUTHORITY, KeyType.P256);
        assertEquals(Set.of(), rules(other, pinOf(OTHER_AUTHORITY), LintCase.B));
        TestCertificate namesake =
                CertificateDraft.authority("YE2").subject("CN=YE2,O=Somebody").signedBy(ROOT);
        assertEquals(Set.of(), rules(leafOf(90, namesake, KeyType.P256), pinOf(namesake), LintCase.B));
        TestCertificate older = CertificateDraft.authority("E7")
                .subject("CN=E7,O=Let's Encrypt")
                .signedBy(ROOT);
        assertEquals(Set.of(), rules(leafOf(90, older, KeyType.P256), pinOf(older), LintCase.B));
    }

    @Test
    void warns_where_every_pin_is_served() {
        assertEquals(Set.of("backup-in-chain"), rules(LEAF, pinOf(LEAF), pinOf(ROOT)));
        assertEquals(Set.of(), rules(LEAF, pinOf(LEAF), pinOf(ROOT), LintCase.B));
    }

    @Test
    void knows_pins_of_whole_certificates() {
        Pins pins = Pins.enforced(
                Optional.empty(), List.of(Located.of(LEAF.certificatePin()), Located.of(ROOT.certificatePin())));
        PolicyDraft draft =
                new PolicyDraft(List.of(new Host(Located.of("a.test"), Coverage.HOST, pins)), UnlistedHosts.ALLOW);
        assertEquals(
                Set.of("backup-in-chain", "never-expires"),
                lint(LEAF).check(draft).stream().map(Finding::rule).collect(Collectors.toSet()));
        Pins leafOnly = Pins.enforced(
                Optional.empty(), List.of(Located.of(LEAF.certificatePin()), Located.of("sha256/" + LintCase.B)));
        PolicyDraft other =
                new PolicyDraft(List.of(new Host(Located.of("a.test"), Coverage.HOST, leafOnly)), UnlistedHosts.ALLOW);
        assertTrue(lint(LEAF).check(other).stream()
                .anyMatch(finding -> finding.rule().equals("leaf-only-short-lived")));
    }

    /** What each recipe makes of the leaf, and how the finding names it. */
    @Test
    void says_what_a_wrong_pin_is_a_hash_of() throws Exception {
        TestCertificate rsa = leafOf(90, LETS_ENCRYPT, KeyType.RSA_2048_WITHOUT_NULL);
        byte[] spki = LEAF.key().spki();
        byte[] bits = SubjectPublicKeyInfo.getInstance(spki).getPublicKeyData().getBytes();
        byte[] pkcs1 = SubjectPublicKeyInfo.getInstance(rsa.key().spki())
                .getPublicKeyData()
                .getBytes();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki) + "\n-----END PUBLIC KEY-----\n";
        String hex = HexFormat.of().formatHex(hash("SHA-256", spki));

        List<String> wrong = new ArrayList<>();
        wrong.add(claim(
                LEAF, hash("SHA-256", LEAF.der()), "whole certificate, as the recipes published for Dart and Python"));
        wrong.add(claim(ROOT, hash("SHA-256", ROOT.der()), "whole certificate"));
        wrong.add(claim(LEAF, hash("SHA-256", bits), "EC point), as the recipes published for Swift"));
        wrong.add(claim(LEAF, hash("SHA-256", pem.getBytes(StandardCharsets.US_ASCII)), "PEM text of the public key"));
        wrong.add(claim(
                LEAF, hash("SHA-256", pem.strip().getBytes(StandardCharsets.US_ASCII)), "PEM text of the public key"));
        wrong.add(claim(
                LEAF, hash("SHA-256", LEAF.pem().getBytes(StandardCharsets.US_ASCII)), "PEM text of the certificate"));
        wrong.add(claim(LEAF, hash("SHA-1", spki), "SHA-1 of the SubjectPublicKeyInfo"));
        wrong.add(claim(LEAF, hash("SHA-1", LEAF.der()), "SHA-1 of the whole certificate"));
        wrong.add(claim(LEAF, hash("SHA-512", spki), "SHA-512"));
        wrong.add(claim(LEAF, hex.getBytes(StandardCharsets.US_ASCII), "in hexadecimal digits, and base64 of those"));
        wrong.add(claim(LEAF, hash("SHA-256", Base64.getEncoder().encode(spki)), "of the key's base64"));
        assertEquals(List.of(), wrong.stream().filter(text -> !text.isEmpty()).toList());
        assertTrue(mistake(LEAF, hex).message().contains("hexadecimal digits, not in base64"));

        assertTrue(mistake(rsa, base64(hash("SHA-256", pkcs1))).message().contains("PKCS#1"));
        byte[] again = rsa.certificate().getPublicKey().getEncoded();
        assertTrue(mistake(rsa, base64(hash("SHA-256", again))).message().contains("encode it again"));
    }

    /** Empty if all is as it should be. */
    private static String claim(TestCertificate certificate, byte[] value, String words) {
        Finding finding = mistake(LEAF, base64(value));
        boolean right = finding.message().contains(words)
                && finding.message().contains("CN=" + (certificate == ROOT ? "Root" : "a.test"))
                && finding.message().endsWith(certificate.pin());
        return right ? "" : finding.message();
    }

    private static Finding mistake(TestCertificate leaf, String pin) {
        return findings(leaf, pin, LintCase.B).stream()
                .filter(finding -> finding.rule().equals("mistaken-pin"))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(findings(leaf, pin, LintCase.B).toString()));
    }

    @Test
    void says_nothing_of_right_and_of_unknown_pins() {
        assertEquals(
                List.of(),
                findings(LEAF, pinOf(LEAF), pinOf(LETS_ENCRYPT), LintCase.B).stream()
                        .filter(finding -> finding.rule().equals("mistaken-pin"))
                        .toList());
    }

    @Test
    void mends_it_in_the_form_of_the_format() throws Exception {
        String wrong = base64(hash("SHA-256", LEAF.der()));
        assertEquals(pinOf(LEAF), mistake(LEAF, wrong).fix().orElseThrow().replacement());
        assertEquals(Optional.of(LEAF.pin()), fixAt(new Position(1, 1, 0, 51), wrong));
        assertEquals(Optional.empty(), fixAt(new Position(1, 1, 0, 60), wrong));
    }

    private static Optional<String> fixAt(Position place, String wrong) {
        Pins pins = Pins.enforced(
                Optional.empty(), List.of(Located.at(place, "sha256/" + wrong), Located.of("sha256/" + LintCase.B)));
        PolicyDraft draft =
                new PolicyDraft(List.of(new Host(Located.of("a.test"), Coverage.HOST, pins)), UnlistedHosts.ALLOW);
        return lint(LEAF).check(draft).stream()
                .filter(finding -> finding.rule().equals("mistaken-pin"))
                .findFirst()
                .orElseThrow()
                .fix()
                .map(edit -> edit.replacement());
    }

    private static byte[] hash(String algorithm, byte[] bytes) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    private static String base64(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    /** A leaf of its own, as appliances have: it issues nothing, so it is no root. */
    @Test
    void takes_a_self_signed_leaf_for_a_leaf() {
        TestCertificate alone = CertificateDraft.leaf("a.test").selfSigned();
        assertFalse(rules(alone, pinOf(alone), LintCase.B).contains("root-only"));
    }
}
