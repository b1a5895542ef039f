package dev.linchpin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameTest {
    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com",
        "API.Example.COM, api.example.com",
        "api.example.com., api.example.com",
        "localhost, localhost",
        "my_service.example.com, my_service.example.com",
        "r3---sn-4g5e.example.com, r3---sn-4g5e.example.com",
        "1.2.3.4.example.com, 1.2.3.4.example.com",
        "bücher.example, xn--bcher-kva.example",
        "тест, xn--e1aybc",
        "BÜCHER.example., xn--bcher-kva.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "xn--strae-oqa.example, xn--strae-oqa.example",
        "правда.example, xn--80aafi6cg.example",
        "日本語.example, xn--wgv71a119e.example",
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1., 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "::1, ::1",
        "[::1], ::1",
        "::, ::",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:0:0:0:0:0, 1::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::ffff:192.0.2.1, 192.0.2.1",
        "[::FFFF:c000:201], 192.0.2.1",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    })
    void has_one_canonical_form(String text, String canonical) {
        Hostname host = Hostname.parse(text);
        assertEquals(canonical, host.toString());
        assertEquals(host, Hostname.parse(canonical));
        assertEquals(host.hashCode(), Hostname.parse(canonical).hashCode());
    }

    /** Each of these, taken for an unlisted name, would leave a pinned host unchecked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".example.com",
                ".b\u00fccher.example",
                "b\u00fccher..example",
                "example.com..",
                "exa mple.com",
                " example.com",
                "example.com ",
                "example.com:443",
                "example.com/path",
                "user@example.com",
                "exam\u0000ple.com",
                "example.com\n",
                "*.example.com",
                "-a.example.com",
                "a-.example.com",
                "example.com\u3002", // ideographic full stop, the class of CVE-2022-43551
                "api\u3002example.com",
                "api\uff0eexample.com",
                "\u212aelvin.example", // Kelvin sign, the class of CVE-2020-14577
                "b\u00fc\u212aher.example",
                "\u0130stanbul.example", // folds into i and a combining dot
                "ｅｘａｍｐｌｅ.com", // full-width letters
                "fa\u00df.example", // IDNA 2003 says fass, 2008 keeps it
                "a\u200db.example", // a joiner
                "\u03c2\u03c2.example", // final sigma
                "\ud800.example", // half a character
                "xn--.example",
                "xn--a-.example",
                "xn--99999999999.example",
                "0x7f.1",
                "127.1",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.4.5",
                "example.0x7f",
                "example.1",
                "2130706433",
                "[::1",
                "::1]",
                "[]",
                "[example.com]",
                "[192.0.2.1]",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4::",
                "::12345",
                "::g",
                "::1.2.3",
                "fe80::1%eth0",
                "[::1]:443",
            })
    void refuses(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Hostname.parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
    }

    @Test
    void bounds_labels_and_names() {
        String label = "a".repeat(63);
        assertEquals(label + ".com", Hostname.parse(label + ".com").toString());
        assertThrows(IllegalArgumentException.class, () -> Hostname.parse(label + "a.com"));
        String name = String.join(".", label, label, label, "a".repeat(61));
        assertEquals(253, Hostname.parse(name + ".").toString().length());
        assertThrows(IllegalArgumentException.class, () -> Hostname.parse(name + "a"));
        String unicode =
                String.join(".", "ü".repeat(50), "ü".repeat(50), "ü".repeat(50), "ü".repeat(50), "ü".repeat(50));
        assertThrows(IllegalArgumentException.class, () -> Hostname.parse(unicode));
    }

    @Test
    void tells_addresses_from_names() {
        assertTrue(Hostname.parse("192.0.2.1").isAddress());
        assertTrue(Hostname.parse("[::1]").isAddress());
        assertFalse(Hostname.parse("example.com").isAddress());
        assertNotEquals(Hostname.parse("example.com"), Hostname.parse("example.org"));
        assertFalse(Hostname.parse("example.com").equals((Object) "example.com"));
    }

    /** In Turkish, the lower case of I is not i. */
    @Test
    void ignores_the_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertEquals("api.example.com", Hostname.parse("API.EXAMPLE.COM").toString());
            assertEquals(
                    "xn--bcher-kva.api.example",
                    Hostname.parse("BÜCHER.API.example").toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void is_idempotent_and_total_on_noise() {
        String alphabet = "abzAZ019.-_:[]%*xn\u00fc\u3002\u212a\u00df\ud83d\ude00 /";
        Random random = new Random(20261121);
        int parsed = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                String canonical = Hostname.parse(text.toString()).toString();
                assertEquals(canonical, Hostname.parse(canonical).toString());
                parsed++;
            } catch (IllegalArgumentException refused) {
                assertTrue(String.valueOf(refused.getMessage()).startsWith("host "));
            }
        }
        assertTrue(parsed > 1_000, "too few names were well-formed for this to be a test: " + parsed);
    }
}
