package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.Severity;
import dev.linchpin.internal.Quoted;
import java.util.function.Consumer;

/** Entries for which there can be no host. */
final class UnreachableHosts implements LintRule {
    /** RFC 1035 §2.3.4, as text. */
    private static final int MAX_NAME = 253;

    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Host host : draft.hosts()) {
            String name = HostTree.canonical(host).orElse("");
            if (name.equals("invalid") || name.endsWith(".invalid")) {
                found.accept(finding(host, "no name below \"invalid\" exists (RFC 6761 §6.4)"));
            } else if (host.coverage() == Coverage.ONE_LABEL && name.length() + 2 > MAX_NAME) {
                found.accept(finding(host, "a name with one label more has over " + MAX_NAME + " characters"));
            }
        }
    }

    private static Finding finding(Host host, String why) {
        return Finding.of(
                "unreachable-host",
                Severity.WARNING,
                host.name().position(),
                Quoted.of(host.pattern()) + " covers no host that there can be: " + why);
    }
}
