package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.PolicyDraft;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.config.PolicyDraft.Host;
import dev.linchpin.config.Severity;
import dev.linchpin.internal.Quoted;
import java.util.function.Consumer;

/** Entries that cover the hosts of strangers. */
final class SuffixHosts implements LintRule {
    private final PublicSuffixes suffixes;

    SuffixHosts(PublicSuffixes suffixes) {
        this.suffixes = suffixes;
    }

    @Override
    public void check(PolicyDraft draft, Consumer<Finding> found) {
        for (Host host : draft.hosts()) {
            boolean isSuffix = host.coverage() != Coverage.HOST
                    && HostTree.canonical(host).filter(suffixes::contains).isPresent();
            if (isSuffix) {
                found.accept(
                        Finding.of(
                                "public-suffix",
                                Severity.WARNING,
                                host.name().position(),
                                Quoted.of(host.pattern())
                                        + " covers a public suffix, below which anybody can have a host, expected a domain of your own"));
            }
        }
    }
}
