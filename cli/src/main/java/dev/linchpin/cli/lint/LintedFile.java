package dev.linchpin.cli.lint;

import dev.linchpin.cli.policy.PolicyFile;
import dev.linchpin.config.Finding;
import java.util.List;

/**
 * A file, and what was found in it.
 *
 * @param name as it was named on the command line
 */
record LintedFile(String name, PolicyFile file, List<Finding> findings) {
    SourceLines lines() {
        return new SourceLines(file.text());
    }
}
