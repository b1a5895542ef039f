package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.IDN;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"bcher-kva", "mnchen-3ya", "fiqs8s", "strae-oqa", "9ca", "e1afmkfd", "-tda", "hb9b", "0y0c"})
    void accepts(String text) {
        assertTrue(Punycode.isDecodable(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc-", "-", "bcher-kv", "bcher-é", "bcher-k_a", "99999999999", "zzzzzzzz", "ib9b", "zy0c"})
    void refuses(String text) {
        assertFalse(Punycode.isDecodable(text));
    }

    /** What the JDK encodes, we decode. */
    @Test
    void accepts_what_the_jdk_encodes() {
        Random random = new Random(20261121);
        int[] scripts = {0xe0, 0x3b1, 0x430, 0x5d0, 0x627, 0x905, 0xe01, 0x3042, 0x4e00, 0xac00};
        for (int round = 0; round < 5_000; round++) {
            StringBuilder label = new StringBuilder();
            int script = scripts[random.nextInt(scripts.length)];
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                label.appendCodePoint(random.nextInt(3) == 0 ? 'a' + random.nextInt(26) : script + random.nextInt(8));
            }
            label.appendCodePoint(script);
            String ascii;
            try {
                ascii = IDN.toASCII(label.toString());
            } catch (IllegalArgumentException unassigned) {
                continue;
            }
            if (ascii.startsWith("xn--")) {
                assertEquals(true, Punycode.isDecodable(ascii.substring(4)), label + " " + ascii);
            }
        }
    }
}
