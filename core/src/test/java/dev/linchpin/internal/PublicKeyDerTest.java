package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates reduced to their skeleton, so that each defect can be seen. */
class PublicKeyDerTest {
    /** Unknown algorithm 1.2.3.4 without parameters, one octet of key. */
    private static final String SPKI = "300b 3005 06032a0304 0302 0001";

    private static final String BEFORE = "020101 3000 3000 3000 3000";

    @Test
    void finds_the_key_of_a_version_3_certificate() throws DerException {
        assertKey(certificate("a003020102" + BEFORE + SPKI + "a3023000"));
    }

    /** Version 1 has no version field, so the key stands one element further left. */
    @Test
    void finds_the_key_of_a_version_1_certificate() throws DerException {
        assertKey(certificate(BEFORE + SPKI));
    }

    @Test
    void finds_the_key_of_a_version_2_certificate_with_unique_ids() throws DerException {
        assertKey(certificate("a003020101" + BEFORE + SPKI + "81020000" + "82020000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "300b 3005 06032a0304 0302 0101", // unused bits
                "3009 3005 06032a0304 0300", // no bits at all
                "300a 3005 06032a0304 0301 00", // an empty key
                "3009 3003 020101 0302 0001", // a number instead of an algorithm
                "300d 3005 06032a0304 0302 0001 0500", // more behind the key
                "300f 3009 06032a0304 0500 0500 0302 0001", // two parameters
                "3006 3000 0302 0001", // no algorithm
            })
    void refuses_what_is_not_a_key(String spki) {
        assertThrows(DerException.class, () -> PublicKeyDer.ofInfo(hex(spki)));
        assertThrows(DerException.class, () -> PublicKeyDer.ofCertificate(certificate(BEFORE + spki)));
    }

    @Test
    void refuses_fields_that_no_version_has() {
        assertThrows(DerException.class, () -> PublicKeyDer.ofCertificate(certificate(BEFORE + SPKI + "a4023000")));
        assertThrows(
                DerException.class,
                () -> PublicKeyDer.ofCertificate(certificate(BEFORE + SPKI + "a3023000" + "81020000")));
    }

    /** Whatever stands behind the signature is covered by none. */
    @Test
    void refuses_more_behind_the_signature() {
        byte[] sound = certificate(BEFORE + SPKI);
        byte[] longer = Arrays.copyOf(sound, sound.length + 2);
        longer[1] = (byte) (sound[1] + 2);
        longer[sound.length] = 5; // NULL
        assertThrows(DerException.class, () -> PublicKeyDer.ofCertificate(longer));
    }

    private static void assertKey(byte[] certificate) throws DerException {
        Slice key = PublicKeyDer.ofCertificate(certificate);
        assertArrayEquals(hex(SPKI), Arrays.copyOfRange(key.bytes(), key.from(), key.from() + key.length()));
    }

    private static byte[] certificate(String body) {
        byte[] tbs = sequence(hex(body));
        byte[] signature = hex("3000 0301 00");
        byte[] both = Arrays.copyOf(tbs, tbs.length + signature.length);
        System.arraycopy(signature, 0, both, tbs.length, signature.length);
        return sequence(both);
    }

    private static byte[] sequence(byte[] content) {
        byte[] all = new byte[content.length + 2];
        all[0] = 0x30;
        all[1] = (byte) content.length;
        System.arraycopy(content, 0, all, 2, content.length);
        return all;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
