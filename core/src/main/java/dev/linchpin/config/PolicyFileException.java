package dev.linchpin.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy file of which no policy is made. The message is the first error, with its place; {@link #findings} has all that was found,
 * warnings included.
 */
public final class PolicyFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /**
     * Refuses a file.
     *
     * @throws IllegalArgumentException if none of the findings is an error
     */
    public PolicyFileException(List<Finding> findings) {
        super(message(findings));
        this.findings = List.copyOf(findings);
    }

    private static String message(List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .collect(Collectors.toList());
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("a file is refused without an error, expected at least one");
        }
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return errors.get(0) + more;
    }

    /** What was found, in the order of the file; empty after deserialisation. */
    @SuppressWarnings("ConstantValue") // after deserialisation it is null
    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }
}
