package dev.linchpin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {
    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com, true",
        "api.example.com, API.EXAMPLE.COM., true",
        "API.example.com., api.example.com, true",
        "bücher.example, xn--bcher-kva.example, true",
        "xn--bcher-kva.example, bücher.example, true",
        "api.example.com, example.com, false",
        "api.example.com, x.api.example.com, false",
        "api.example.com, api.example.com.evil.test, false",
        "*.example.com, api.example.com, true",
        "*.example.com, a.b.example.com, false",
        "*.example.com, example.com, false",
        "*.example.com, badexample.com, false",
        "*.example.com, api.example.com.evil.com, false",
        "**.example.com, example.com, true",
        "**.example.com, api.example.com, true",
        "**.example.com, a.b.c.example.com, true",
        "**.example.com, badexample.com, false",
        "**.example.com, com, false",
        "**.bücher.example, a.xn--bcher-kva.example, true",
        "192.0.2.1, 192.0.2.1, true",
        "::1, '[0:0:0:0:0:0:0:1]', true",
        "**.2.0.example, 192.0.2.1, false",
    })
    void matches(String pattern, String host, boolean expected) {
        assertEquals(expected, HostPattern.parse(pattern).matches(Hostname.parse(host)));
    }

    @ParameterizedTest
    @CsvSource({
        "*, has a misplaced wildcard",
        "**, has a misplaced wildcard",
        "***.example.com, has a misplaced wildcard",
        "a.*.com, has a misplaced wildcard",
        "ba*.example.com, has a misplaced wildcard",
        "*.*.example.com, has a misplaced wildcard",
        "*.com, covers a whole top-level domain",
        "**.com, covers a whole top-level domain",
        "*.192.0.2.1, puts a wildcard before an IP address",
        ".example.com, has an empty label",
        "*., is empty",
        "'', is empty",
        "example.com:443, is not an IPv6 address",
    })
    void refuses(String pattern, String fault) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> HostPattern.parse(pattern));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(fault) && message.contains("expected"), message);
    }

    @Test
    void is_equal_by_canonical_text() {
        HostPattern pattern = HostPattern.parse("*.Example.com.");
        assertEquals("*.example.com", pattern.toString());
        assertEquals(pattern, HostPattern.parse("*.example.com"));
        assertEquals(pattern.hashCode(), HostPattern.parse("*.example.com").hashCode());
        assertNotEquals(pattern, HostPattern.parse("**.example.com"));
        assertNotEquals(pattern, HostPattern.parse("*.example.org"));
        assertFalse(pattern.equals((Object) "*.example.com"));
    }
}
