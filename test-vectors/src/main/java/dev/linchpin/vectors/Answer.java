package dev.linchpin.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an operation comes to: an outcome, and the fields that belong to it. Immutable.
 *
 * @param outcome one of {@link #POSITIVE} or {@link #NEGATIVE}
 * @param fields what is compared besides the outcome ({@code pin}, {@code size}, {@code rule}); {@code reason}, which is
 *     advisory and never compared
 */
public record Answer(String outcome, Map<String, Object> fields) {
    /** Outcomes of a peer, text or host that is in order. */
    public static final Set<String> POSITIVE = Set.of("ok", "match", "report", "exempt", "unlisted", "expired");
    /** Outcomes of one that is not. */
    public static final Set<String> NEGATIVE = Set.of("reject", "mismatch", "no-match");

    private static final String ADVISORY = "reason";

    public Answer {
        if (!POSITIVE.contains(outcome) && !NEGATIVE.contains(outcome)) {
            throw new IllegalArgumentException(
                    "outcome \"" + outcome + "\", expected one of " + POSITIVE + " or " + NEGATIVE);
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Answer of(String outcome) {
        return new Answer(outcome, Map.of());
    }

    public static Answer of(String outcome, String field, Object value) {
        return new Answer(outcome, Map.of(field, value));
    }

    public boolean positive() {
        return POSITIVE.contains(outcome);
    }

    /** Whether this expected answer was given: the same outcome, and every compared field that is expected. */
    public boolean agreesWith(Answer given) {
        return outcome.equals(given.outcome)
                && fields.entrySet().stream()
                        .filter(field -> !field.getKey().equals(ADVISORY))
                        .allMatch(field -> field.getValue().equals(given.fields.get(field.getKey())));
    }

    @Override
    public String toString() {
        return fields.isEmpty() ? outcome : outcome + " " + fields;
    }
}
