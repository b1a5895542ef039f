package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Located;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.PolicyDraft.Pins;
import dev.linchpin.config.Severity;
import dev.linchpin.internal.Quoted;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Entries that change nothing: without them, a wider one says the same of their hosts. */
final class SameAsAbove implements LintRule {
    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        HostTree tree = new HostTree(draft);
        for (Host host : draft.hosts()) {
            tree.above(host)
                    .filter(wider -> !host.pins().pins().isEmpty() && same(host.pins(), wider.pins()))
                    .ifPresent(wider -> found.accept(Finding.of(
                            "shadowed-host",
                            Severity.NOTE,
                            host.name().position(),
                            Quoted.of(host.pattern()) + " has the same pins as " + Quoted.of(wider.pattern())
                                    + ", which covers it: one of the two will be forgotten at the next change, "
                                    + "expected pins of its own, or no entry")));
        }
    }

    private static boolean same(Pins one, Pins other) {
        return texts(one).equals(texts(other))
                && one.expires().map(Located::text).equals(other.expires().map(Located::text))
                && one.afterExpiry() == other.afterExpiry()
                && one.mode() == other.mode();
    }

    private static Set<String> texts(Pins set) {
        Set<String> texts = new HashSet<>();
        set.pins().forEach(pin -> texts.add(pin.text()));
        return texts;
    }
}
