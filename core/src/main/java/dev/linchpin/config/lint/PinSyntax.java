package dev.linchpin.config.lint;

import dev.linchpin.config.Edit;
import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Severity;
import dev.linchpin.internal.PlaceholderPins;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import java.util.Optional;
import java.util.function.Consumer;

/** Pins that are not written as pins are, with the exact reason; base64url is the one mistake with one way out. */
final class PinSyntax implements LintRule {
    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Pins set : PinTexts.sets(draft)) {
            for (Located pin : set.pins()) {
                if (!PlaceholderPins.is(PinTexts.base64(pin))) {
                    check(pin, found);
                }
            }
        }
    }

    private static void check(Located pin, Consumer<Finding> found) {
        try {
            Pin.parse(pin.text());
        } catch (PinFormatException e) {
            Finding finding = Finding.of("pin-syntax", Severity.ERROR, pin.position(), String.valueOf(e.getMessage()));
            found.accept(inBase64(pin).map(finding::withFix).orElse(finding));
        }
    }

    /** RFC 4648 §5 has another character for two of the values, and may leave out the padding. */
    private static Optional<Edit> inBase64(Located pin) {
        String text = PinTexts.base64(pin);
        String base64 = text.replace('-', '+').replace('_', '/').replace("=", "") + "=";
        boolean isUrlForm = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        int written = pin.position().map(place -> place.end() - place.start()).orElse(-1);
        if (!isUrlForm || !(written == text.length() || written == pin.text().length()) || !isPin("sha256/" + base64)) {
            return Optional.empty();
        }
        return pin.position().map(place -> new Edit(place.end() - text.length(), place.end(), base64));
    }

    private static boolean isPin(String text) {
        try {
            Pin.parse(text);
            return true;
        } catch (PinFormatException e) {
            return false;
        }
    }
}
