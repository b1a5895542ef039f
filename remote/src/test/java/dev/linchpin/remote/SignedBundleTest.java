package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.bundle;
import static dev.linchpin.remote.TestBundles.json;
import static dev.linchpin.remote.TestBundles.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSObjectJSON;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import dev.linchpin.pki.KeyType;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a document at all, before anybody asks who has signed it. */
class SignedBundleTest {
    private static final TestSigner ANNA = TestSigner.of("Anna");
    private static final TestSigner BEN = TestSigner.of("Ben");
    private static final TestSigner EDDA = TestSigner.of(KeyType.ED25519, "Edda");
    private static final String PAYLOAD = Base64Url.encode(json().getBytes(UTF_8));

    static List<byte[]> documents() {
        return List.of(
                TestSigner.sign(bundle(7), ANNA),
                TestSigner.sign(bundle(7), EDDA),
                TestSigner.sign(bundle(7), ANNA, EDDA),
                ANNA.compact(json()),
                general(ANNA.entry(PAYLOAD)),
                general(ANNA.entry(PAYLOAD) + " ,\r\n\t" + BEN.entry(PAYLOAD) + ","
                        + TestSigner.of("a stranger").entry(PAYLOAD)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void reads_both_forms_and_writes_what_it_read(byte[] document) throws Exception {
        SignedBundle signed = SignedBundle.parse(document);
        SignedBundle again = SignedBundle.parse(signed.bytes());
        assertEquals(signed.signers(), again.signers());
        assertArrayEquals(signed.payload(), again.payload());
        assertEquals(7, signed.unverified().version());
    }

    /** <pre>  bundle.jws  ──  one bit  ──►  nothing, or the very same  </pre> */
    @ParameterizedTest
    @MethodSource("documents")
    void no_flip_in_any_byte_makes_another_bundle(byte[] document) throws Exception {
        BundleVerifier verifier = BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, ANNA, EDDA));
        Bundle original = verifier.verify(document);
        int refused = 0;
        for (int i = 0; i < document.length; i++) {
            byte[] flipped = document.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            try {
                assertEquals(original, verifier.verify(flipped), "byte " + i);
            } catch (BundleRefusedException e) {
                refused++;
            }
        }
        assertTrue(refused > document.length * 2 / 3, "refused only " + refused + " of " + document.length);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void no_part_of_a_document_is_one(byte[] document) {
        String text = new String(document, UTF_8).stripTrailing();
        for (int length = 0; length < text.length(); length++) {
            byte[] part = Arrays.copyOf(document, length);
            refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(part));
        }
    }

    /** Whatever stands there, it is refused in one way: no other exception, and no document. */
    @Test
    void survives_ten_thousand_mutations() throws Exception {
        BundleVerifier verifier = BundleVerifier.of(AUDIENCE, TestSigner.threshold(1, ANNA, EDDA));
        List<byte[]> documents = documents();
        Bundle original = verifier.verify(documents.get(0));
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] document = documents.get(i % documents.size()).clone();
            int from = random.nextInt(document.length);
            byte[] other = documents.get(random.nextInt(documents.size()));
            int length = Math.min(random.nextInt(40), Math.min(document.length - from, other.length));
            System.arraycopy(other, random.nextInt(other.length - length + 1), document, from, length);
            try {
                assertEquals(original.version(), verifier.verify(document).version());
            } catch (BundleRefusedException expected) {
                assertTrue(expected.getMessage() != null);
            }
        }
    }

    @Test
    void rejects_everything_around_a_compact_document() {
        String document = new String(ANNA.compact(json()), UTF_8);
        for (String text : List.of(
                document + "\n",
                " " + document,
                "\ufeff" + document,
                document + ".",
                "." + document,
                document + "=",
                document.replace(".", ".="),
                document.substring(0, document.lastIndexOf('.')),
                document.substring(0, document.lastIndexOf('.') + 1),
                "\"" + document + "\"")) {
            refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(text.getBytes(UTF_8)));
        }
    }

    /** 64 bytes end in two characters of base64 with four bits to spare, in which a second document would hide. */
    @Test
    void rejects_unused_bits_of_base64url_that_are_set() throws Exception {
        String document = new String(ANNA.compact(json()), UTF_8);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = document.charAt(document.length() - 1);
        char sloppy = alphabet.charAt(alphabet.indexOf(last) ^ 1);
        String other = document.substring(0, document.length() - 1) + sloppy;
        refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(other.getBytes(UTF_8)));
    }

    static Stream<String> headers() {
        String known = ANNA.header();
        String open = known.substring(0, known.length() - 1);
        return Stream.of(
                "{}",
                "[]",
                "null",
                known + " x",
                open + ",\"crit\":[\"exp\"],\"exp\":1}",
                open + ",\"b64\":false,\"crit\":[\"b64\"]}",
                open + ",\"jwk\":{}}",
                open + ",\"jku\":\"https://attacker.example/keys\"}",
                open + ",\"alg\":\"ES256\"}",
                open + ",\"\\u0061lg\":\"ES256\"}",
                known.replace("ES256", "none"),
                known.replace("ES256", "HS256"),
                known.replace("ES256", "es256"),
                known.replace("\"ES256\"", "null"),
                known.replace("linchpin-bundle", "JWT"),
                known.replace("sha256/", "sha256"),
                known.replace("\"typ\":\"linchpin-bundle\"", "\"cty\":\"linchpin-bundle\""));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void rejects_every_header_but_the_one_that_is_known(String header) {
        byte[] document = ANNA.compact(header, json().getBytes(UTF_8));
        refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(document));
    }

    @Test
    void rejects_objects_of_json_that_are_not_exactly_the_general_form() {
        String entry = ANNA.entry(PAYLOAD);
        for (String text : List.of(
                "{}",
                "{\"payload\":\"" + PAYLOAD + "\"}",
                "{\"payload\":\"" + PAYLOAD + "\",\"signatures\":[]}",
                "{\"payload\":\"" + PAYLOAD + "\",\"payload\":\"" + PAYLOAD + "\",\"signatures\":[" + entry + "]}",
                "{\"payload\":\"" + PAYLOAD + "\"," + entry.substring(1), // the flattened form
                "{\"payload\":\"" + PAYLOAD + "\",\"signatures\":[" + entry.replace("{", "{\"header\":{},") + "]}",
                "{\"payload\":\"" + PAYLOAD + "\",\"signatures\":[" + entry + "]}x",
                "{\"payload\":\"" + PAYLOAD + "\",\"signatures\":[" + entry + "]}{}",
                "{\"payload\":\"" + PAYLOAD + "\",\"signatures\":[" + entry + "," + entry + "]}",
                "{\"payload\":\"" + PAYLOAD + "=\",\"signatures\":[" + entry + "]}")) {
            refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(text.getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 70})
    void rejects_a_signature_of_another_length(int length) {
        String header = Base64Url.encode(ANNA.header().getBytes(UTF_8));
        String document = header + "." + PAYLOAD + "." + Base64Url.encode(new byte[length]);
        refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(document.getBytes(UTF_8)));
    }

    @Test
    void rejects_a_document_of_more_than_a_mebibyte() {
        String message = refused(BundleRefusal.MALFORMED, () -> SignedBundle.parse(new byte[(1 << 20) + 1]));
        assertTrue(message.contains("1048577 bytes"), message);
    }

    @Test
    void a_library_verifies_what_we_sign() throws Exception {
        ECDSAVerifier anna = new ECDSAVerifier((ECPublicKey) KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(ANNA.key().encoded())));
        assertTrue(JWSObject.parse(new String(TestSigner.sign(bundle(7), ANNA), UTF_8))
                .verify(anna));
        JWSObjectJSON both = JWSObjectJSON.parse(new String(TestSigner.sign(bundle(7), ANNA, BEN), UTF_8));
        assertTrue(both.getSignatures().get(0).verify(anna));
        assertEquals(2, both.getSignatures().size());
    }

    @Test
    void signing_again_replaces_a_signature() throws Exception {
        SignedBundle once = SignedBundle.sign(bundle(7), ANNA.key(), ANNA.privateKey());
        assertEquals(
                List.of(ANNA.key().id()),
                once.sign(ANNA.key(), ANNA.privateKey()).signers());
    }

    @Test
    void nobody_signs_with_the_private_key_of_another() {
        assertThrows(GeneralSecurityException.class, () -> SignedBundle.sign(bundle(7), ANNA.key(), BEN.privateKey()));
        assertThrows(GeneralSecurityException.class, () -> SignedBundle.sign(bundle(7), ANNA.key(), EDDA.privateKey()));
    }

    private static byte[] general(String entries) {
        return ("{ \"signatures\" : [" + entries + "],\n\"payload\":\"" + PAYLOAD + "\"}").getBytes(UTF_8);
    }
}
