package dev.linchpin.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.SpkiPin;
import java.util.Base64;

class PinFuzzTest {
    /** What is read is canonical already; everything else is refused in one sentence. */
    @FuzzTest
    void reads_a_pin_exactly_or_refuses_it(byte[] input) {
        String text = FuzzedText.of(input);
        Pin pin;
        try {
            pin = Pin.parse(text);
        } catch (PinFormatException refused) {
            FuzzedText.assertReadable(refused);
            return;
        }
        assertEquals(text, pin.toString());
        assertEquals(pin, Pin.parse(pin.toString()));
        assertEquals(text.startsWith("sha256/"), pin instanceof SpkiPin);
        assertArrayEquals(Base64.getDecoder().decode(text.substring(text.indexOf('/') + 1)), pin.hash());
        assertEquals(32, pin.hash().length);
    }
}
