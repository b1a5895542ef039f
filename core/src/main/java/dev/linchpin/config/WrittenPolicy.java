package dev.linchpin.config;

import java.util.List;

/**
 * A policy in some format.
 *
 * @param text the file's text
 * @param findings what the target will make of it in another way, or what its format cannot say
 */
public record WrittenPolicy(String text, List<Finding> findings) {
    public WrittenPolicy {
        findings = List.copyOf(findings);
    }
}
