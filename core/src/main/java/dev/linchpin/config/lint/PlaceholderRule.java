package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Severity;
import dev.linchpin.internal.PlaceholderPins;
import dev.linchpin.internal.Quoted;
import java.util.function.Consumer;

/** Pins that were copied from an example, whatever their length. */
final class PlaceholderRule implements LintRule {
    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Pins set : PinTexts.sets(draft)) {
            for (Located pin : set.pins()) {
                if (PlaceholderPins.is(PinTexts.base64(pin))) {
                    found.accept(Finding.of(
                            "placeholder-pin",
                            Severity.ERROR,
                            pin.position(),
                            "the pin " + Quoted.of(PinTexts.base64(pin))
                                    + " is a placeholder, expected the hash of a key that exists"));
                }
            }
        }
    }
}
