package dev.linchpin.config;

import java.util.Optional;

/**
 * Something to be said about a policy file.
 *
 * @param rule a stable id such as {@code single-pin}, by which findings are counted, looked up and suppressed
 * @param position where in the file, if it is about a place in it
 * @param message one sentence: what was found, and what was expected; foreign text in it is escaped
 * @param fix the one safe change of the file that ends the finding, if there is one
 */
public record Finding(String rule, Severity severity, Optional<Position> position, String message, Optional<Edit> fix) {
    public static Finding of(String rule, Severity severity, Optional<Position> position, String message) {
        return new Finding(rule, severity, position, message, Optional.empty());
    }

    public Finding withFix(Edit edit) {
        return new Finding(rule, severity, position, message, Optional.of(edit));
    }

    /** {@code line:column: message [rule]}. */
    @Override
    public String toString() {
        return position.map(place -> place + ": ").orElse("") + message + " [" + rule + "]";
    }
}
