package dev.linchpin.pin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinTest {
    private static final String HASH = "x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";

    @Test
    void reads_a_key_pin() {
        Pin pin = Pin.parse("sha256/" + HASH);
        assertInstanceOf(SpkiPin.class, pin);
        assertEquals("sha256/" + HASH, pin.toString());
        assertArrayEquals(Base64.getDecoder().decode(HASH), pin.hash());
    }

    @Test
    void reads_a_certificate_pin() {
        Pin pin = Pin.parse("cert-sha256/" + HASH);
        assertInstanceOf(CertificatePin.class, pin);
        assertEquals("cert-sha256/" + HASH, pin.toString());
        assertArrayEquals(Base64.getDecoder().decode(HASH), pin.hash());
    }

    @Test
    void is_equal_by_kind_and_hash() {
        Pin key = Pin.parse("sha256/" + HASH);
        Pin certificate = Pin.parse("cert-sha256/" + HASH);
        assertEquals(key, Pin.parse("sha256/" + HASH));
        assertEquals(key.hashCode(), Pin.parse("sha256/" + HASH).hashCode());
        assertEquals(certificate, Pin.parse("cert-sha256/" + HASH));
        assertEquals(certificate.hashCode(), Pin.parse("cert-sha256/" + HASH).hashCode());
        assertNotEquals(key, certificate);
        assertNotEquals(certificate, key);
        assertNotEquals(key, Pin.parse("sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="));
        assertNotEquals(certificate, Pin.parse("cert-sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU="));
    }

    @Test
    void gives_its_hash_away_as_a_copy() {
        Pin pin = Pin.parse("sha256/" + HASH);
        pin.hash()[0] ^= 1;
        assertEquals("sha256/" + HASH, pin.toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            empty text             | ``                                                     | has no known prefix
            hash alone             | x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=           | has no known prefix
            HPKP syntax            | pin-sha256="x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=" | has no known prefix
            homoglyph prefix       | ѕha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=    | has no known prefix
            leading blank          | ` sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=` | has no known prefix
            upper-case prefix      | SHA256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=    | spells its prefix in upper case
            sha1                   | sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=                      | names a hash other than SHA-256
            sha512                 | sha512/x4Qz                                            | names a hash other than SHA-256
            nothing behind prefix  | sha256/                                                | decodes to 0 bytes, expected the 32
            3 bytes                | sha256/AQID                                            | decodes to 3 bytes, expected the 32
            20 bytes               | sha256/2jmj7l5rSw0yVb/vlWAYkK/YBwk=                    | decodes to 20 bytes, expected the 32
            31 bytes               | sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/TQ==    | decodes to 31 bytes, expected the 32
            33 bytes, curl's form  | sha256//x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=   | is not base64
            unpadded               | sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4     | lacks its padding
            extra padding          | sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4==   | is not base64
            trailing bits          | sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td5=    | has non-zero bits behind its last byte
            base64url              | sha256/x4QzPSC810K5_cMjb05Qm4k3Bw5zBn4lTdO_nEW_Td4=    | (base64url is not accepted)
            base64url, the other   | sha256/x4QzPSC810K5-cMjb05Qm4k3Bw5zBn4lTdO-nEW-Td4=    | (base64url is not accepted)
            blank inside           | sha256/x4QzPSC810K5 cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=    | where base64 is expected
            hexadecimal with colons| sha256/c7:84:33:3d                                     | where base64 is expected
            junk behind padding    | sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=AA  | is not base64
            placeholder            | sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=    | is the all-zero placeholder
            """)
    void refuses(String what, String text, String fault) {
        PinFormatException e = assertThrows(PinFormatException.class, () -> Pin.parse(text));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(fault), message);
        assertTrue(message.contains("expected"), message);
        assertTrue(message.startsWith("pin \"" + (text.length() > 9 ? text.substring(0, 9) : text)), message);
    }

    @Test
    void refuses_line_breaks_without_printing_them() {
        for (String bad :
                new String[] {"sha256/" + HASH + "\n", "sha256/x4Qz\r\nPSC8", "\ufeffsha256/" + HASH, "sha256/\0"}) {
            PinFormatException e = assertThrows(PinFormatException.class, () -> Pin.parse(bad));
            String message = String.valueOf(e.getMessage());
            assertFalse(message.matches("(?s).*[\\n\\r\\x00\\ufeff].*"), message);
        }
    }

    @Test
    void shortens_long_text_in_its_message() {
        PinFormatException e = assertThrows(PinFormatException.class, () -> Pin.parse("x".repeat(100_000)));
        assertTrue(String.valueOf(e.getMessage()).length() < 300);
    }
}
