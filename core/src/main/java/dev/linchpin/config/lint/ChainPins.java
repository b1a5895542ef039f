package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Position;
import dev.linchpin.config.Severity;
import dev.linchpin.config.lint.ServedChain.Link;
import dev.linchpin.config.lint.ServedChain.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which certificates of the chain the pins of a set are of, and what that means on the day when one of them is replaced. */
final class ChainPins implements LintRule {
    private final ServedChain chain;

    ChainPins(ServedChain chain) {
        this.chain = chain;
    }

    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Pins set : PinTexts.sets(draft)) {
            Map<Located, Link> served = served(set);
            if (!served.isEmpty()) {
                backup(set, served, found);
                places(set, served, found);
            }
        }
    }

    private Map<Located, Link> served(Pins set) {
        Map<Located, Link> served = new LinkedHashMap<>();
        for (Located pin : set.pins()) {
            chain.of(pin).ifPresent(link -> served.put(pin, link));
        }
        return served;
    }

    /** RFC 7469 §4.3: a backup pin is of a key that is not in the chain, and best kept offline. */
    private static void backup(Pins set, Map<Located, Link> served, Consumer<Finding> found) {
        if (set.pins().size() > 1 && served.size() == set.pins().size()) {
            found.accept(Finding.of(
                    "backup-in-chain",
                    Severity.WARNING,
                    set.position(),
                    "every pin of the set is of a key in the served chain, which is lost or replaced as a whole: "
                            + "expected a backup whose key nobody serves"));
        }
    }

    private static void places(Pins set, Map<Located, Link> served, Consumer<Finding> found) {
        if (all(served, Place.ROOT)) {
            found.accept(warning(
                    "root-only",
                    set.position(),
                    "the pins are of the root " + first(served).subject()
                            + " alone: whatever it has issued to anybody is accepted for a name of yours"));
        } else if (all(served, Place.LEAF)) {
            ShortLives.of(first(served).certificate())
                    .ifPresent(why -> found.accept(Finding.of(
                            "leaf-only-short-lived",
                            Severity.NOTE,
                            position(served.keySet().iterator().next(), set),
                            why)));
        } else if (all(served, Place.INTERMEDIATE)) {
            served.forEach((pin, link) -> UnpredictableIssuers.warningOf(link.certificate())
                    .ifPresent(why -> found.accept(warning("unpredictable-intermediate", position(pin, set), why))));
        }
    }

    private static boolean all(Map<Located, Link> served, Place place) {
        return served.values().stream().allMatch(link -> link.place() == place);
    }

    private static Link first(Map<Located, Link> served) {
        return served.values().iterator().next();
    }

    private static Optional<Position> position(Located pin, Pins set) {
        return pin.position().isPresent() ? pin.position() : set.position();
    }

    private static Finding warning(String rule, Optional<Position> position, String message) {
        return Finding.of(rule, Severity.WARNING, position, message);
    }
}
