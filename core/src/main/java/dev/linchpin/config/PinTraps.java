package dev.linchpin.config;

import dev.linchpin.internal.PlaceholderPins;
import dev.linchpin.internal.Quoted;
import dev.linchpin.internal.xml.XmlElement;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import java.util.Base64;

/** Pins that Android reads, though they are not written as pins are, or stand for no key. */
final class PinTraps {
    private PinTraps() {}

    static void find(XmlElement element, Findings findings) {
        String raw = element.onlyText().orElse(null);
        if (raw == null) {
            return; // Android refuses it.
        }
        String text = raw.trim();
        byte[] hash = AndroidBase64.decode(text);
        if (hash == null || hash.length != 32) {
            return; // Likewise.
        }
        if (PlaceholderPins.is(text)) {
            findings.error(
                    "placeholder-pin",
                    element.inside(),
                    "the pin " + Quoted.of(text) + " is a placeholder, expected the hash of a key that exists");
            return;
        }
        try {
            Pin.parse("sha256/" + text);
        } catch (PinFormatException e) {
            String canonical = Base64.getEncoder().encodeToString(hash);
            Finding finding = findings.make(
                    "pin-spelling",
                    Severity.ERROR,
                    element.inside(),
                    e.getMessage() + "; Android reads it as " + Quoted.of(canonical));
            boolean sameDigits = digits(text).equals(digits(canonical));
            findings.add(sameDigits ? findings.withText(finding, element, canonical) : finding);
        }
    }

    /** What may be added or left out without making another pin of it. */
    private static String digits(String text) {
        return text.replaceAll("[\\s=]", "");
    }
}
