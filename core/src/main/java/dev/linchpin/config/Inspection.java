package dev.linchpin.config;

import dev.linchpin.policy.PinPolicy;
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

    /**
     * The policy that the file comes to.
     *
     * @throws PolicyFileException if anything in it is an error; there is never a policy that is true in part
     */
    public PinPolicy policy() {
        boolean bad = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (bad || !draft.isPresent()) {
            throw new PolicyFileException(findings);
        }
        return draft.get().policy();
    }
}
