package dev.linchpin.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.lang.ref.WeakReference;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    // ---- memory

    @Test
    void reads_a_certificate_once_however_often_it_is_asked() {
        ReadKey key = new ReadKey(LEAF.certificate().getPublicKey());
        X509Certificate certificate = new SplitCertificate(LEAF.certificate(), key);
        for (PinSet pins : List.of(PinSet.of(Pin.parse(LEAF.pin()), SPARE), PinSet.of(SPARE))) {
            Optional<Pin> first = pins.match(certificate);
            assertEquals(first, pins.match(certificate));
            assertEquals(1, key.readings.getAndSet(0));
        }
    }

    @Test
    void answers_for_each_certificate_in_turn() {
        X509Certificate other = TestCertificate.root("Linchpin Root").certificate();
        PinSet pins = PinSet.of(Pin.parse(LEAF.pin()), SPARE);
        for (int round = 0; round < 2; round++) {
            assertTrue(pins.match(LEAF.certificate()).isPresent());
            assertFalse(pins.match(other).isPresent());
        }
    }

    /** Certificates are equal if their bytes are. What was found of one parser's must not excuse another's. */
    @Test
    void refuses_a_certificate_with_two_keys_after_an_equal_one_with_one() {
        X509Certificate split = new SplitCertificate(
                LEAF.certificate(),
                TestCertificate.root("Attacker").certificate().getPublicKey());
        assertEquals(LEAF.certificate(), split);
        PinSet pins = PinSet.of(Pin.parse(LEAF.pin()), SPARE);
        assertTrue(pins.match(LEAF.certificate()).isPresent());
        assertThrows(PinFormatException.class, () -> pins.match(split));
        assertThrows(PinFormatException.class, () -> pins.match(split), "a refusal is no answer to remember");
    }

    @Test
    void keeps_no_certificate_alive() {
        PinSet pins = PinSet.of(Pin.parse(LEAF.pin()), SPARE);
        WeakReference<X509Certificate> asked = ask(pins);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (asked.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertNull(asked.get());
        assertEquals(2, pins.size());
    }

    private static WeakReference<X509Certificate> ask(PinSet pins) {
        X509Certificate certificate =
                new SplitCertificate(LEAF.certificate(), LEAF.certificate().getPublicKey());
        assertTrue(pins.match(certificate).isPresent());
        return new WeakReference<>(certificate);
    }

    /** Counts how often it is read. */
    private static final class ReadKey implements PublicKey {
        private static final long serialVersionUID = 1L;

        private final PublicKey key;
        private final AtomicInteger readings = new AtomicInteger();

        ReadKey(PublicKey key) {
            this.key = key;
        }

        @Override
        public byte[] getEncoded() {
            readings.incrementAndGet();
            return key.getEncoded();
        }

        @Override
        public String getAlgorithm() {
            return key.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return key.getFormat();
        }
    }

    @Test
    void refuses_to_be_empty() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PinSet.of(List.of()));
        assertEquals("a pin set is empty, expected at least one pin", e.getMessage());
    }
}
