package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.PolicyDraft;
import java.util.function.Consumer;

/** One thing that lint looks for. */
interface LintRule {
    void check(PolicyDraft draft, Consumer<Finding> found);
}
