package dev.linchpin.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pin.SpkiPin;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
    @ParameterizedTest
    @EnumSource(names = {"P256", "ED25519"})
    void reads_what_it_writes(KeyType type) {
        SigningKey key = SigningKey.of(TestKey.seeded(type, "signer").spki());
        assertEquals(key, SigningKey.parse(key.pem()));
        assertEquals(key.hashCode(), SigningKey.parse("\n" + key.pem() + "\n").hashCode());
        assertArrayEquals(key.encoded(), SigningKey.of(key.encoded()).encoded());
        assertNotEquals(key, SigningKey.of(TestKey.seeded(type, "another").spki()));
    }

    @Test
    void the_algorithm_follows_from_the_kind_of_key() {
        assertEquals("ES256", key(KeyType.P256).algorithm().jwsName());
        assertEquals("Ed25519", key(KeyType.ED25519).algorithm().jwsName());
    }

    @Test
    void the_id_is_the_pin_of_the_key() {
        TestCertificate certificate = TestCertificate.root("Signer");
        assertEquals(
                SpkiPin.of(certificate.certificate()).toString(),
                SigningKey.of(certificate.certificate().getPublicKey()).id());
    }

    /** One key in two encodings would have two ids, and be counted twice where two signers are demanded. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"P256", "ED25519", "DSA_2048", "RSA_4096", "RSA_3072"})
    void rejects_every_other_kind_and_encoding(KeyType type) {
        byte[] der = TestKey.seeded(type, "signer").spki();
        String message = assertThrows(IllegalArgumentException.class, () -> SigningKey.of(der))
                .getMessage();
        assertTrue(message.contains("expected"), message);
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "ED25519"})
    void rejects_a_key_with_a_byte_more_or_less(KeyType type) {
        byte[] der = key(type).encoded();
        for (int length : List.of(0, 1, der.length - 1, der.length + 1)) {
            assertThrows(IllegalArgumentException.class, () -> SigningKey.of(Arrays.copyOf(der, length)));
        }
    }

    /** A BIT STRING that calls bits of its last byte unused, which platforms read as the same key, under another id. */
    @Test
    void rejects_a_second_encoding_of_the_same_key() {
        byte[] der = key(KeyType.P256).encoded();
        der[25] = 2;
        assertThrows(IllegalArgumentException.class, () -> SigningKey.of(der));
    }

    @Test
    void rejects_a_point_that_is_not_on_the_curve() {
        byte[] der = key(KeyType.P256).encoded();
        der[der.length - 1] ^= 1;
        assertThrows(IllegalArgumentException.class, () -> SigningKey.of(der));
    }

    @Test
    void rejects_texts_that_are_not_one_block() {
        String pem = key(KeyType.P256).pem();
        Stream.of(
                        "",
                        "no key",
                        pem + pem,
                        pem + "x",
                        pem.replace("PUBLIC", "PRIVATE"),
                        pem.replace("-----END", "=-----END"),
                        "x".repeat(5000))
                .forEach(text -> assertThrows(IllegalArgumentException.class, () -> SigningKey.parse(text), text));
    }

    @Test
    void trusts_no_key_twice_and_no_impossible_threshold() {
        SigningKey one = key(KeyType.P256);
        SigningKey two = key(KeyType.ED25519);
        assertThrows(IllegalArgumentException.class, () -> TrustedKeys.of(1));
        assertThrows(IllegalArgumentException.class, () -> TrustedKeys.of(2, one, one));
        assertThrows(IllegalArgumentException.class, () -> TrustedKeys.of(0, one));
        assertThrows(IllegalArgumentException.class, () -> TrustedKeys.of(3, one, two));
        List<SigningKey> many = Stream.iterate(0, i -> i + 1)
                .limit(17)
                .map(i -> SigningKey.of(
                        TestKey.seeded(KeyType.ED25519, "key " + i).spki()))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> TrustedKeys.of(1, many));
        assertEquals(16, TrustedKeys.of(16, many.subList(0, 16)).keys().size());
    }

    @Test
    void keys_are_equal_in_any_order_and_unequal_by_threshold() {
        SigningKey one = key(KeyType.P256);
        SigningKey two = key(KeyType.ED25519);
        assertEquals(TrustedKeys.of(1, one, two), TrustedKeys.of(1, two, one));
        assertEquals(
                TrustedKeys.of(1, one, two).hashCode(),
                TrustedKeys.of(1, two, one).hashCode());
        assertFalse(TrustedKeys.of(1, one, two).equals(TrustedKeys.of(2, one, two)));
    }

    private static SigningKey key(KeyType type) {
        return SigningKey.of(TestKey.seeded(type, "signer").spki());
    }
}
