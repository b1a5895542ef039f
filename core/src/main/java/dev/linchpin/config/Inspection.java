package dev.linchpin.config;

import java.util.List;
import java.util.Optional;

/**
 * What there is to say about a policy file, whether or not a policy can be made of it.
 *
 * @param findings what its format is read as in another way than it looks, in the order of the file
 * @param draft what could be read of it; nothing of a file that is another kind of document, or none
 */
public record Inspection(List<Finding> findings, Optional<PolicyDraft> draft) {
    public Inspection {
        findings = List.copyOf(findings);
    }
}
