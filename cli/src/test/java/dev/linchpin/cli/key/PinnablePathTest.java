package dev.linchpin.cli.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;

/**
 * The path on which certificates are pinned, and what is said of each.
 *
 * <pre>
 * Root ── Issuing ── api.example.com
 * </pre>
 */
class PinnablePathTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Issuing");
    private static final TestCertificate LEAF = CertificateDraft.leaf("api.example.com")
            .subject("CN=api.example.com")
            .validity(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-01-29T23:59:59Z"))
            .signedBy(ISSUING);

    @Test
    void is_the_path_in_whatever_order_the_certificates_come() {
        List<String> expected = List.of("leaf " + LEAF.pin(), "intermediate " + ISSUING.pin(), "root " + ROOT.pin());
        assertEquals(expected, roles(path(LEAF, ISSUING, ROOT)));
        assertEquals(expected, roles(path(LEAF, ROOT, ISSUING)));
        assertEquals(expected, roles(path(LEAF, ROOT, ISSUING, LEAF, ROOT)));
        assertTrue(path(LEAF, ROOT, ISSUING).isChain());
    }

    @Test
    void ends_where_nobody_has_sent_what_is_above() {
        assertEquals(List.of("leaf " + LEAF.pin(), "intermediate " + ISSUING.pin()), roles(path(LEAF, ISSUING)));
        assertEquals(List.of("leaf " + LEAF.pin()), roles(path(LEAF)));
        assertFalse(path(LEAF).isChain());
    }

    /**
     * A namesake of the issuer, with another key, and a stranger:
     *
     * <pre>
     * presented: api.example.com, Issuing (other key), stranger, Issuing
     * </pre>
     */
    @Test
    void leaves_out_who_has_not_signed() {
        TestCertificate namesake = ROOT.intermediate("Issuing");
        TestCertificate stranger = TestCertificate.root("Stranger");
        assertEquals(
                List.of(
                        "leaf " + LEAF.pin(),
                        "intermediate " + ISSUING.pin(),
                        "not on the path " + namesake.pin(),
                        "not on the path " + stranger.pin()),
                roles(path(LEAF, namesake, stranger, ISSUING)));
    }

    /** Two authorities that have signed each other's certificates. */
    @Test
    void does_not_run_in_circles() {
        TestCertificate a = TestCertificate.root("A");
        TestCertificate b = TestCertificate.root("B");
        TestCertificate aByB = CertificateDraft.authority("A").key(a.key()).signedBy(b);
        TestCertificate bByA = CertificateDraft.authority("B").key(b.key()).signedBy(a);
        TestCertificate leaf = aByB.leaf("api.example.com");
        assertEquals(
                List.of("leaf " + leaf.pin(), "intermediate " + a.pin(), "intermediate " + b.pin()),
                roles(path(leaf, bByA, aByB)));
    }

    @Test
    void takes_a_second_certificate_of_a_key_for_what_the_first_is() {
        TestCertificate other = TestCertificate.root("Other");
        TestCertificate crossSigned =
                CertificateDraft.authority("Issuing").key(ISSUING.key()).signedBy(other);
        assertEquals(
                List.of("leaf " + LEAF.pin(), "intermediate " + ISSUING.pin(), "intermediate " + ISSUING.pin()),
                roles(path(LEAF, ISSUING, crossSigned)));
        assertEquals(
                List.of(ISSUING.pin()),
                pins(path(LEAF, ISSUING, crossSigned).choose(List.of(Role.INTERMEDIATE), false)));
    }

    @Test
    void goes_by_names_where_the_JDK_knows_no_such_key() {
        TestCertificate root = CertificateDraft.authority("Quantum")
                .key(KeyType.SLH_DSA_SHA2_128F)
                .selfSigned();
        TestCertificate leaf = root.leaf("api.example.com");
        assertEquals(List.of("leaf " + leaf.pin(), "root " + root.pin()), roles(path(leaf, root)));
    }

    @Test
    void does_not_call_an_authority_a_leaf() {
        assertEquals(List.of("intermediate " + ISSUING.pin(), "root " + ROOT.pin()), roles(path(ISSUING, ROOT)));
        assertFalse(path(ISSUING, ROOT).isChain());
        assertEquals(List.of("root " + ROOT.pin()), roles(path(publicly(ROOT), ROOT)));
        refuses(
                "there is no leaf to pin among the certificates presented: O=Linchpin Test PKI,CN=Issuing (intermediate)",
                () -> path(ISSUING).choose(List.of(), false));
    }

    @Test
    void takes_a_server_that_is_its_own_authority_for_a_leaf() {
        assertEquals(List.of("leaf " + ROOT.pin()), roles(path(ROOT)));
    }

    @Test
    void knows_a_public_root_by_its_key_whoever_has_signed_it() {
        TestCertificate older = TestCertificate.root("Older");
        TestCertificate crossSigned =
                CertificateDraft.authority("Root").key(ROOT.key()).signedBy(older);
        PinnablePath path = path(publicly(ROOT), LEAF, ISSUING, crossSigned);
        assertEquals(Role.ROOT, path.certificates().get(2).role());
        assertTrue(path.certificates().get(2).ofPublicAuthority());
        assertTrue(path.certificates().get(1).ofPublicAuthority());
        assertFalse(path.certificates().get(0).ofPublicAuthority());
    }

    @Test
    void knows_an_authority_of_a_public_one_that_was_not_sent() {
        assertTrue(path(publicly(ROOT), LEAF, ISSUING).certificates().get(1).ofPublicAuthority());
        TestCertificate namesake = TestCertificate.root("Root");
        assertFalse(
                path(publicly(namesake), LEAF, ISSUING).certificates().get(1).ofPublicAuthority());
    }

    @Test
    void chooses_the_leaf_unless_told_otherwise() {
        PinnablePath path = path(LEAF, ISSUING, ROOT);
        assertEquals(List.of(LEAF.pin()), pins(path.choose(List.of(), false)));
        assertEquals(
                List.of(LEAF.pin(), ROOT.pin()), pins(path.choose(List.of(Role.ROOT, Role.LEAF, Role.ROOT), false)));
    }

    @Test
    void chooses_no_public_root_alone_without_being_told_twice() {
        PinnablePath path = path(publicly(ROOT), LEAF, ISSUING, ROOT);
        refuses(
                "nothing would be pinned but the root of a public authority, O=Linchpin Test PKI,CN=Root,",
                () -> path.choose(List.of(Role.ROOT), false));
        assertEquals(List.of(ROOT.pin()), pins(path.choose(List.of(Role.ROOT), true)));
        assertEquals(List.of(LEAF.pin(), ROOT.pin()), pins(path.choose(List.of(Role.LEAF, Role.ROOT), false)));
        assertEquals(List.of(ROOT.pin()), pins(path(LEAF, ISSUING, ROOT).choose(List.of(Role.ROOT), false)));
    }

    @Test
    void names_what_there_is_where_there_is_none_of_a_role() {
        refuses(
                "there is no root to pin among the certificates presented: CN=api.example.com (leaf), O=Linchpin Test"
                        + " PKI,CN=Issuing (intermediate)",
                () -> path(LEAF, ISSUING).choose(List.of(Role.ROOT), true));
        refuses("there is no not on the path to pin", () -> path(LEAF, ROOT).choose(List.of(Role.NOT_ON_PATH), true));
    }

    @Test
    void refuses_what_is_no_certificate() {
        refuses("certificate 2 is malformed", () -> PinnablePath.ofEncoded(List.of(LEAF.der(), new byte[] {0x30, 0})));
        refuses("there is no certificate", () -> PinnablePath.ofEncoded(List.of()));
    }

    @Test
    void reads_what_a_chain_file_has() {
        PinnablePath path = PinnablePath.ofCertificates(List.of(LEAF.certificate(), ISSUING.certificate()));
        assertEquals(List.of("leaf " + LEAF.pin(), "intermediate " + ISSUING.pin()), roles(path));
    }

    @Test
    void tells_how_long_each_lives() {
        PinnableCertificate leaf = path(LEAF).certificates().get(0);
        assertEquals(90, leaf.lifetimeDays());
        assertEquals("88 of 90 days left, until 2027-01-29", leaf.lifetime(Instant.parse("2026-11-02T12:00:00Z")));
        assertEquals("0 of 90 days left, until 2027-01-29", leaf.lifetime(Instant.parse("2027-01-29T12:00:00Z")));
        assertEquals("expired on 2027-01-29 after 90 days", leaf.lifetime(Instant.parse("2027-01-30T00:00:00Z")));
        assertEquals("90 days from 2026-11-01 to 2027-01-29", leaf.lifetime(Instant.parse("2026-10-31T00:00:00Z")));
    }

    @Test
    void says_for_each_what_comes_of_it() {
        for (PinnablePath path : List.of(
                path(LEAF, ISSUING, ROOT),
                path(publicly(ROOT), LEAF, ISSUING, ROOT, TestCertificate.root("Stranger")))) {
            List<String> consequences = path.certificates().stream()
                    .map(PinnableCertificate::consequence)
                    .toList();
            assertEquals(consequences.size(), consequences.stream().distinct().count());
            assertTrue(consequences.stream().allMatch(sentence -> sentence.endsWith(".")), consequences.toString());
        }
    }

    @Test
    void shows_a_table_of_lines_that_a_terminal_has_room_for() {
        TestCertificate hostile = CertificateDraft.leaf("api.example.com")
                .subject("CN=\"a\nroot  trusted\u202e\"")
                .signedBy(ROOT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal =
                Terminal.of(InputStream.nullInputStream(), out, new ByteArrayOutputStream(), StandardCharsets.US_ASCII);
        new PathTable(terminal, Instant.parse("2026-11-02T12:00:00Z")).print(path(hostile, ROOT));
        List<String> lines = out.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals("What comes of pinning each, from the leaf up:", lines.get(0));
        assertTrue(
                lines.get(1).startsWith("leaf  CN=a\\u{a}root  trusted\\u{202e}  " + hostile.pin() + "  "),
                lines.get(1));
        assertEquals(1, lines.stream().filter(line -> line.startsWith("root")).count());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 130), lines.toString());
        assertTrue(lines.get(lines.size() - 2).startsWith("Recommended: pin the key of the leaf"), lines.toString());
    }

    private static PinnablePath path(TestCertificate... presented) {
        return path(PublicAuthorities.of(List.of()), presented);
    }

    private static PinnablePath path(PublicAuthorities authorities, TestCertificate... presented) {
        return PinnablePath.of(
                Stream.of(presented).map(PinnablePathTest::holder).toList(), authorities);
    }

    private static X509CertificateHolder holder(TestCertificate certificate) {
        try {
            return new X509CertificateHolder(certificate.der());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicAuthorities publicly(TestCertificate root) {
        return PublicAuthorities.of(List.of(root.certificate()));
    }

    private static List<String> roles(PinnablePath path) {
        return path.certificates().stream()
                .map(one -> one.role() + " " + one.pin())
                .toList();
    }

    private static List<String> pins(List<PinnableCertificate> chosen) {
        return chosen.stream().map(one -> one.pin().toString()).toList();
    }

    private static void refuses(String sentence, Runnable attempt) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
        assertTrue(message.startsWith(sentence), message);
    }
}
