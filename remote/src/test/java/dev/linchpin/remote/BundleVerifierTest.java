package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.EXPIRES;
import static dev.linchpin.remote.TestBundles.ISSUED;
import static dev.linchpin.remote.TestBundles.NOW;
import static dev.linchpin.remote.TestBundles.bundle;
import static dev.linchpin.remote.TestBundles.draft;
import static dev.linchpin.remote.TestBundles.json;
import static dev.linchpin.remote.TestBundles.policy;
import static dev.linchpin.remote.TestBundles.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.KeyType;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has signed, for whom, and when. */
class BundleVerifierTest {
    private static final TestSigner ANNA = TestSigner.of("Anna");
    private static final TestSigner BEN = TestSigner.of("Ben");
    private static final TestSigner EDDA = TestSigner.of(KeyType.ED25519, "Edda");
    private static final TestSigner THIEF = TestSigner.of("thief");
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final BundleVerifier one = BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, ANNA));
    private final BundleVerifier twoOfThree = BundleVerifier.of(AUDIENCE, TestSigner.threshold(2, ANNA, BEN, EDDA));

    @Test
    void accepts_what_the_trusted_key_has_signed() throws Exception {
        assertEquals(bundle(7), one.verify(TestSigner.sign(bundle(7), ANNA)));
    }

    @Test
    void accepts_any_two_of_three() throws Exception {
        assertEquals(bundle(7), twoOfThree.verify(TestSigner.sign(bundle(7), ANNA, EDDA)));
        assertEquals(bundle(7), twoOfThree.verify(TestSigner.sign(bundle(7), EDDA, BEN)));
        assertEquals(bundle(7), twoOfThree.verify(TestSigner.sign(bundle(7), EDDA, BEN, ANNA)));
    }

    /** Signers of other clients, or of another generation of keys, may sign the same document. */
    @Test
    void does_not_count_signatures_by_keys_that_it_does_not_know() throws Exception {
        assertEquals(bundle(7), one.verify(TestSigner.sign(bundle(7), THIEF, ANNA)));
        refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> twoOfThree.verify(TestSigner.sign(bundle(7), THIEF, ANNA)));
        refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> one.verify(TestSigner.sign(bundle(7), THIEF)));
    }

    /**
     * <pre>
     *  one stolen key of three  ──sign──►  bundle with the thief's pins  ──►  refused: 1 of 2
     * </pre>
     */
    @Test
    void refuses_what_one_stolen_key_of_three_signs() {
        String message =
                refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> twoOfThree.verify(TestSigner.sign(bundle(8), BEN)));
        assertEquals("the document is signed by 1 of the trusted keys, expected 2 of 3", message);
    }

    @Test
    void refuses_a_signature_that_names_a_trusted_key_and_is_not_by_it() {
        byte[] forged = THIEF.compact(ANNA.header(), json().getBytes(UTF_8));
        refused(BundleRefusal.BAD_SIGNATURE, () -> one.verify(forged));
    }

    /** Even beside enough good ones: somebody has tampered with it. */
    @Test
    void refuses_one_bad_signature_among_enough_good_ones() {
        String payload = Base64Url.encode(json().getBytes(UTF_8));
        String forged = ANNA.entry("e30");
        String document = "{\"payload\":\"" + payload + "\",\"signatures\":[" + BEN.entry(payload) + ","
                + EDDA.entry(payload) + "," + forged + "]}";
        refused(BundleRefusal.BAD_SIGNATURE, () -> twoOfThree.verify(document.getBytes(UTF_8)));
    }

    /** CVE-2022-21449: a signature of zeros was right for every message. */
    @Test
    void refuses_r_and_s_outside_of_1_to_n_minus_1() {
        BigInteger one = BigInteger.ONE;
        for (List<BigInteger> rs : List.of(
                List.of(BigInteger.ZERO, BigInteger.ZERO),
                List.of(BigInteger.ZERO, one),
                List.of(one, BigInteger.ZERO),
                List.of(ORDER, one),
                List.of(one, ORDER),
                List.of(ORDER, ORDER))) {
            byte[] signature = concat(fixed(rs.get(0)), fixed(rs.get(1)));
            String document = Base64Url.encode(ANNA.header().getBytes(UTF_8)) + "."
                    + Base64Url.encode(json().getBytes(UTF_8)) + "." + Base64Url.encode(signature);
            refused(BundleRefusal.BAD_SIGNATURE, () -> this.one.verify(document.getBytes(UTF_8)));
        }
    }

    /** s and n − s verify alike. It changes nothing: what is compared with an adopted bundle is what was signed. */
    @Test
    void takes_the_other_of_two_equivalent_signatures_for_the_same_bundle() throws Exception {
        byte[] document = TestSigner.sign(bundle(7), ANNA);
        String text = new String(document, UTF_8);
        int dot = text.lastIndexOf('.');
        byte[] signature = Base64Url.decode("signature", text.substring(dot + 1));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] other = concat(Arrays.copyOf(signature, 32), fixed(ORDER.subtract(s)));
        byte[] malleated = (text.substring(0, dot + 1) + Base64Url.encode(other)).getBytes(UTF_8);
        assertEquals(bundle(7), one.verifyNext(malleated, Optional.of(bundle(7)), NOW));
    }

    /** The header never chooses the algorithm (RFC 8725 §3.1). */
    @Test
    void refuses_the_name_of_another_algorithm_for_a_key() {
        byte[] document = ANNA.compact(ANNA.header().replace("ES256", "Ed25519"), json().getBytes(UTF_8));
        refused(BundleRefusal.BAD_SIGNATURE, () -> one.verify(document));
        byte[] other = EDDA.compact(EDDA.header().replace("Ed25519", "ES256"), json().getBytes(UTF_8));
        BundleVerifier edda = BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, EDDA));
        refused(BundleRefusal.BAD_SIGNATURE, () -> edda.verify(other));
    }

    @Test
    void looks_at_nothing_that_is_not_signed() {
        refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> one.verify(THIEF.compact("{not JSON")));
        refused(BundleRefusal.BAD_PAYLOAD, () -> one.verify(ANNA.compact("{not JSON")));
    }

    @Test
    void refuses_a_bundle_for_others() {
        byte[] document = ANNA.compact(json().replace("shop-app", "shop-app-beta"));
        refused(BundleRefusal.OTHER_AUDIENCE, () -> one.verify(document));
        assertThrows(IllegalArgumentException.class, () -> BundleVerifier.of("", TestSigner.threshold(1, ANNA)));
    }

    /**
     * <pre>
     *  attacker at the origin  ──  bundle 6, signed last month  ──►  client that has adopted 7  ──►  refused
     * </pre>
     */
    @Test
    void refuses_an_older_version() {
        byte[] old = TestSigner.sign(bundle(6), ANNA);
        refused(BundleRefusal.OLDER_VERSION, () -> one.verifyNext(old, Optional.of(bundle(7)), NOW));
    }

    @Test
    void refuses_the_same_version_with_another_content() {
        Bundle other = draft(7).policy(policy())
                .nextKeys(TestSigner.threshold(1, ANNA))
                .build();
        refused(
                BundleRefusal.OTHER_CONTENT,
                () -> one.verifyNext(TestSigner.sign(other, ANNA), Optional.of(bundle(7)), NOW));
    }

    @Test
    void accepts_the_same_bundle_again_and_any_later_version() throws Exception {
        assertEquals(bundle(7), one.verifyNext(TestSigner.sign(bundle(7), ANNA), Optional.of(bundle(7)), NOW));
        assertEquals(bundle(99), one.verifyNext(TestSigner.sign(bundle(99), ANNA), Optional.of(bundle(7)), NOW));
        assertEquals(bundle(1), one.verifyNext(TestSigner.sign(bundle(1), ANNA), Optional.empty(), NOW));
    }

    @Test
    void refuses_a_bundle_a_second_after_its_end_and_accepts_it_at_the_end() throws Exception {
        byte[] document = TestSigner.sign(bundle(7), ANNA);
        assertEquals(bundle(7), one.verifyNext(document, Optional.empty(), EXPIRES));
        refused(BundleRefusal.EXPIRED, () -> one.verifyNext(document, Optional.empty(), EXPIRES.plusSeconds(1)));
    }

    @Test
    void allows_a_day_between_clocks_and_no_more() throws Exception {
        byte[] document = TestSigner.sign(bundle(7), ANNA);
        Instant dayBefore = ISSUED.minus(BundleVerifier.CLOCK_TOLERANCE);
        assertEquals(bundle(7), one.verifyNext(document, Optional.empty(), dayBefore));
        refused(
                BundleRefusal.ISSUED_IN_FUTURE,
                () -> one.verifyNext(document, Optional.empty(), dayBefore.minusSeconds(1)));
    }

    /** A clock that was set back makes nothing young again: it is at least as late as the last bundle was issued. */
    @Test
    void is_not_fooled_by_a_clock_that_was_set_back() throws Exception {
        Bundle adopted = Bundle.builder()
                .version(7)
                .audience(AUDIENCE)
                .issuedAt(EXPIRES.plusSeconds(60))
                .expires(EXPIRES.plusSeconds(3600))
                .policy(policy())
                .build();
        byte[] expired = TestSigner.sign(bundle(8), ANNA);
        refused(BundleRefusal.EXPIRED, () -> one.verifyNext(expired, Optional.of(adopted), NOW));
        Instant longAgo = Instant.parse("1970-01-01T00:00:00Z");
        assertEquals(adopted, one.verifyNext(TestSigner.sign(adopted, ANNA), Optional.of(adopted), longAgo));
    }

    /**
     * <pre>
     *  version 7            version 8, nextKeys = Ben   version 9
     *  signed: Anna         signed: Anna and Ben        signed: Ben
     * </pre>
     */
    @Test
    void new_keys_succeed_the_old_ones_by_the_signatures_of_both() throws Exception {
        Bundle succession =
                draft(8).policy(policy()).nextKeys(TestSigner.threshold(1, BEN)).build();
        refused(BundleRefusal.BAD_SUCCESSION, () -> one.verify(TestSigner.sign(succession, ANNA)));
        refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> one.verify(TestSigner.sign(succession, BEN)));
        Bundle adopted = one.verify(TestSigner.sign(succession, ANNA, BEN));

        BundleVerifier after = one.after(adopted);
        assertEquals(TestSigner.threshold(1, BEN), after.keys());
        assertEquals(bundle(9), after.verify(TestSigner.sign(bundle(9), BEN)));
        refused(BundleRefusal.TOO_FEW_SIGNATURES, () -> after.verify(TestSigner.sign(bundle(9), ANNA)));
        assertEquals(one, one.after(bundle(9)));
    }

    /** A client that slept through a succession needs one document, which the keys of all generations sign. */
    @Test
    void a_client_that_missed_two_successions_follows_by_one_document() throws Exception {
        Bundle latest = draft(9).policy(policy())
                .nextKeys(TestSigner.threshold(1, EDDA))
                .build();
        byte[] document = TestSigner.sign(latest, ANNA, BEN, EDDA);
        assertEquals(latest, one.verify(document));
        assertEquals(
                latest,
                BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, BEN)).verify(document));
        assertEquals(TestSigner.threshold(1, EDDA), one.after(latest).keys());
    }

    @Test
    void says_what_was_found_and_what_was_expected() {
        String message = refused(
                BundleRefusal.OLDER_VERSION,
                () -> one.verifyNext(TestSigner.sign(bundle(6), ANNA), Optional.of(bundle(7)), NOW));
        assertTrue(message.contains("version 6") && message.contains("expected 7"), message);
    }

    private static byte[] fixed(BigInteger value) {
        byte[] bytes = new byte[32];
        byte[] minimal = value.toByteArray();
        int length = Math.min(32, minimal.length);
        System.arraycopy(minimal, minimal.length - length, bytes, 32 - length, length);
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
