package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.Severity;
import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.EnforcementMode;
import java.util.function.Consumer;

/** Entries that take from their hosts what a wider one gives them. */
final class WeakerThanAbove implements LintRule {
    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        HostTree tree = new HostTree(draft);
        for (Host host : draft.hosts()) {
            tree.above(host)
                    .filter(wider -> isEnforced(wider) && !isEnforced(host))
                    .ifPresent(wider -> found.accept(finding(host, wider)));
        }
    }

    private static boolean isEnforced(Host host) {
        return !host.pins().pins().isEmpty() && host.pins().mode() == EnforcementMode.ENFORCE;
    }

    private static Finding finding(Host host, Host wider) {
        boolean unpinned = host.pins().pins().isEmpty();
        return Finding.of(
                unpinned ? "unpinned-below-pinned" : "report-only-below-enforced",
                unpinned ? Severity.NOTE : Severity.WARNING,
                host.name().position(),
                Quoted.of(host.pattern())
                        + (unpinned ? " is not pinned" : " only reports what its pins refuse")
                        + ", though " + Quoted.of(wider.pattern()) + " is pinned and would cover it");
    }
}
