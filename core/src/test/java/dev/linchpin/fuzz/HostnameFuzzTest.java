package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.policy.Hostname;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

class HostnameFuzzTest {
    private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    /** Every spelling of a host ends in one canonical text, which is its own canonical text. */
    @FuzzTest
    void reads_a_host_into_its_one_form_or_refuses_it(byte[] input) throws UnknownHostException {
        String text = FuzzedText.of(input);
        Hostname host;
        try {
            host = Hostname.parse(text);
        } catch (IllegalArgumentException refused) {
            FuzzedText.assertReadable(refused);
            return;
        }
        String canonical = host.toString();
        assertEquals(host, Hostname.parse(canonical));
        assertEquals(canonical, Hostname.parse(canonical).toString());
        assertEquals(host, Hostname.parse(upperCase(text)));
        if (host.isAddress()) {
            assertSameAddress(text, canonical);
        } else {
            assertTrue(LABELS.matcher(canonical).matches() && canonical.length() <= 253, canonical);
            assertEquals(host, Hostname.parse(canonical + "."));
            assertEquals(withoutDot(IDN.toASCII(text)).toLowerCase(Locale.ROOT), canonical);
        }
    }

    /** The platform reads the same address; it looks nothing up, since both texts are addresses. */
    private static void assertSameAddress(String text, String canonical) throws UnknownHostException {
        assertEquals(InetAddress.getByName(withoutDot(text)), InetAddress.getByName(canonical));
    }

    private static String withoutDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String upperCase(String text) {
        StringBuilder upper = new StringBuilder(text);
        for (int i = 0; i < upper.length(); i++) {
            char c = upper.charAt(i);
            upper.setCharAt(i, c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        }
        return upper.toString();
    }
}
