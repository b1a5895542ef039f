package dev.linchpin.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinSetTest {
    private static final TestCertificate LEAF =
            TestCertificate.root("Linchpin Root").leaf("api.linchpin.test");
    private static final Pin SPARE = Pin.parse(TestKey.generate().pin());

    @Test
    void matches_any_of_its_pins() {
        Pin key = Pin.parse(LEAF.pin());
        Pin certificate = Pin.parse(LEAF.certificatePin());
        assertEquals(Optional.of(key), PinSet.of(SPARE, key).match(LEAF.certificate()));
        assertEquals(Optional.of(certificate), PinSet.of(SPARE, certificate).match(LEAF.certificate()));
        assertEquals(Optional.of(certificate), PinSet.of(certificate).match(LEAF.certificate()));
        assertEquals(Optional.empty(), PinSet.of(SPARE).match(LEAF.certificate()));
    }

    @Test
    void certificate_pin_does_not_match_as_key_pin() {
        Pin swapped = Pin.parse(LEAF.certificatePin().replace("cert-", ""));
        assertEquals(Optional.empty(), PinSet.of(SPARE, swapped).match(LEAF.certificate()));
    }

    @Test
    void counts_repeated_pins_once_and_keeps_their_order() {
        Pin key = Pin.parse(LEAF.pin());
        PinSet pins = PinSet.of(key, SPARE, Pin.parse(LEAF.pin()));
        assertEquals(2, pins.size());
        List<Pin> listed = new ArrayList<>();
        pins.forEach(listed::add);
        assertEquals(List.of(key, SPARE), listed);
        assertTrue(pins.contains(SPARE));
        assertFalse(pins.contains(Pin.parse(LEAF.certificatePin())));
        assertEquals("[" + key + ", " + SPARE + "]", pins.toString());
    }

    @Test
    void is_equal_whatever_the_order() {
        Pin key = Pin.parse(LEAF.pin());
        assertEquals(PinSet.of(key, SPARE), PinSet.of(SPARE, key));
        assertEquals(PinSet.of(key, SPARE).hashCode(), PinSet.of(SPARE, key).hashCode());
        assertNotEquals(PinSet.of(key, SPARE), PinSet.of(key));
        assertFalse(PinSet.of(key).equals((Object) key));
    }

    @Test
    void refuses_to_be_empty() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PinSet.of(List.of()));
        assertEquals("a pin set is empty, expected at least one pin", e.getMessage());
    }
}
