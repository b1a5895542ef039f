package dev.linchpin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.PinSet;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinRuleTest {
    private static final String A = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String B = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";

    @Test
    void is_enforced_for_ever_unless_told_otherwise() {
        PinRule rule = PinRule.builder("api.example.com").pins(A, B).build();
        assertEquals("api.example.com", rule.hosts().toString());
        assertEquals(PinSet.of(Pin.parse(A), Pin.parse(B)), rule.pins());
        assertEquals(EnforcementMode.ENFORCE, rule.mode());
        assertEquals(Optional.empty(), rule.expires());
        assertEquals(Optional.empty(), rule.afterExpiry());
        assertEquals(Optional.empty(), rule.noBackupPin());
        assertFalse(rule.isExpiredAt(Instant.MAX));
        assertEquals("rule for api.example.com (ENFORCE, 2 pins)", rule.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-31, 2027-01-31T00:00:00Z",
        "2028-02-29, 2028-02-29T00:00:00Z",
        "9999-12-31, 9999-12-31T00:00:00Z",
        "2027-01-31T12:30:00Z, 2027-01-31T12:30:00Z",
        "2027-01-31T12:30:00.5Z, 2027-01-31T12:30:00.500Z",
        "2027-01-31T12:30:00+02:00, 2027-01-31T10:30:00Z",
        "2027-01-31T23:30:00-02:00, 2027-02-01T01:30:00Z",
    })
    void reads_dates_and_instants_in_utc(String text, Instant expected) {
        PinRule rule = PinRule.builder("api.example.com")
                .pins(A, B)
                .expires(text, AfterExpiry.FAIL_CLOSED)
                .build();
        assertEquals(Optional.of(expected), rule.expires());
        assertEquals(Optional.of(AfterExpiry.FAIL_CLOSED), rule.afterExpiry());
    }

    /** Android reads the first two as dates, and the third as the year 26: pins silently off. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01garbage",
                "2026-1-1",
                "26-01-01",
                "2027-02-29",
                "2027-02-30T00:00:00Z",
                "2027-13-01",
                "2027-01-31T24:00:00Z",
                "2027-01-31T12:30:60Z",
                "2027-01-31T12:30:00",
                "2027-01-31T12:30Z",
                "2027-01-31 12:30:00Z",
                "+12027-01-31",
                "1893456000",
                "1893456000000",
                "",
                " 2027-01-31",
                "２０２７-01-31",
            })
    void refuses_an_expiry_that_is_neither_date_nor_instant(String text) {
        PinRule.Builder rule = PinRule.builder("api.example.com");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> rule.expires(text, AfterExpiry.FAIL_OPEN));
        assertTrue(String.valueOf(e.getMessage()).startsWith("expiry \""), e.getMessage());
    }

    @Test
    void is_in_force_up_to_and_including_its_last_instant() {
        Instant last = Instant.parse("2027-01-31T00:00:00Z");
        PinRule rule = PinRule.builder("api.example.com")
                .pins(A, B)
                .expires(last, AfterExpiry.FAIL_OPEN)
                .build();
        assertFalse(rule.isExpiredAt(last.minusSeconds(1)));
        assertFalse(rule.isExpiredAt(last));
        assertTrue(rule.isExpiredAt(last.plusNanos(1)));
        assertEquals(
                "rule for api.example.com (ENFORCE, 2 pins, expires 2027-01-31T00:00:00Z FAIL_OPEN)", rule.toString());
    }

    @Test
    void refuses_to_be_enforced_with_one_pin() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> PinRule.builder("api.example.com").pins(A).build());
        assertEquals(
                "rule for api.example.com has one pin, expected a second, different one as backup"
                        + " (or NoBackupPin with a reason)",
                e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> PinRule.builder("api.example.com").pins(A, A).build());
    }

    @Test
    void accepts_one_pin_for_a_reason() {
        NoBackupPin danger = NoBackupPin.because("the key lives in a module that cannot be cloned");
        PinRule rule = PinRule.builder("api.example.com").pins(A).accept(danger).build();
        assertEquals(Optional.of(danger), rule.noBackupPin());
        assertEquals("the key lives in a module that cannot be cloned", danger.reason());
        assertEquals("no backup pin because the key lives in a module that cannot be cloned", danger.toString());
        assertThrows(IllegalArgumentException.class, () -> NoBackupPin.because(" "));
    }

    @Test
    void accepts_one_pin_on_trial() {
        PinRule rule = PinRule.builder("api.example.com")
                .pins(A)
                .mode(EnforcementMode.REPORT_ONLY)
                .build();
        assertEquals(1, rule.pins().size());
    }

    @Test
    void refuses_to_fail_closed_on_trial() {
        PinRule.Builder rule = PinRule.builder("api.example.com")
                .pins(A, B)
                .mode(EnforcementMode.REPORT_ONLY)
                .expires("2027-01-31", AfterExpiry.FAIL_CLOSED);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, rule::build);
        assertTrue(String.valueOf(e.getMessage()).contains("expected FAIL_OPEN"), e.getMessage());
    }

    @Test
    void refuses_to_have_no_pins() {
        PinRule.Builder rule = PinRule.builder("api.example.com");
        assertThrows(IllegalArgumentException.class, rule::build);
        assertThrows(IllegalArgumentException.class, rule::pins);
    }

    @Test
    void names_the_malformed_pin() {
        PinRule.Builder rule = PinRule.builder("api.example.com");
        PinFormatException e = assertThrows(PinFormatException.class, () -> rule.pins(A, "sha1/AAAA"));
        assertTrue(String.valueOf(e.getMessage()).contains("\"sha1/AAAA\""), e.getMessage());
    }

    @Test
    void refuses_an_option_set_twice() {
        PinRule.Builder rule = PinRule.builder("api.example.com")
                .pins(A, B)
                .mode(EnforcementMode.ENFORCE)
                .expires("2027-01-31", AfterExpiry.FAIL_OPEN)
                .accept(NoBackupPin.because("test"));
        assertThrows(IllegalStateException.class, () -> rule.pins(A));
        assertThrows(IllegalStateException.class, () -> rule.mode(EnforcementMode.ENFORCE));
        assertThrows(IllegalStateException.class, () -> rule.expires(Instant.EPOCH, AfterExpiry.FAIL_OPEN));
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> rule.accept(NoBackupPin.because("test")));
        assertEquals("accept is set twice in the rule for api.example.com, expected once", e.getMessage());
    }
}
