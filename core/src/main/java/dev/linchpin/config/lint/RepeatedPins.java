package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Severity;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A pin that is listed twice: whoever counts the lines takes it for its own backup. */
final class RepeatedPins implements LintRule {
    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Pins set : PinTexts.sets(draft)) {
            Set<String> seen = new HashSet<>();
            for (Located pin : set.pins()) {
                if (!seen.add(pin.text())) {
                    found.accept(Finding.of(
                            "repeated-pin",
                            Severity.WARNING,
                            pin.position(),
                            "the pin is in the set twice, expected another key: "
                                    + "one that is listed twice is no backup of itself"));
                }
            }
        }
    }
}
