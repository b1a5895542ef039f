package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

class ExpiryFuzzTest {
    private static final String[] PINS = {
        TestKey.generate().pin(), TestKey.generate().pin()
    };

    /** The platform reads the same instant, and a rule is in force until it and not a nanosecond longer. */
    @FuzzTest
    void reads_a_date_or_an_instant_or_refuses_it(byte[] input) {
        String text = FuzzedText.of(input);
        PinRule rule;
        try {
            rule = rule(text);
        } catch (IllegalArgumentException refused) {
            FuzzedText.assertReadable(refused);
            return;
        }
        Instant end = rule.expires().orElseThrow();
        assertEquals(asThePlatformReads(text), end);
        assertFalse(rule.isExpiredAt(end));
        assertTrue(rule.isExpiredAt(end.plusNanos(1)));
        int year = end.atOffset(ZoneOffset.UTC).getYear();
        if (year >= 0 && year <= 9999) { // An offset can push the first and the last hours of four digits out of them.
            assertEquals(end, rule(end.toString()).expires().orElseThrow());
        }
    }

    private static Instant asThePlatformReads(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    private static PinRule rule(String expiry) {
        return PinRule.builder("api.linchpin.test")
                .pins(PINS)
                .expires(expiry, AfterExpiry.FAIL_CLOSED)
                .build();
    }
}
