package dev.linchpin.vectors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an implementation says of itself. Immutable.
 *
 * @param ops the operations it has; cases of others are skipped
 * @param features {@code idna}, {@code path}, {@code cert-pin}, {@code expiry}, {@code utf16}, {@code exempt}, {@code ed25519}, {@code nsc}; cases that need another one are skipped
 * @param choices options by choice, see {@link Choices}; what is not mentioned is as Linchpin does it
 */
public record Hello(
        String name,
        String version,
        String language,
        Set<String> ops,
        Set<String> features,
        Map<String, String> choices) {
    public Hello {
        ops = Collections.unmodifiableSet(new LinkedHashSet<>(ops));
        features = Collections.unmodifiableSet(new LinkedHashSet<>(features));
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    /** Whether a case is put to this implementation at all. */
    public boolean concerns(String op, Case test) {
        return ops.contains(op) && features.containsAll(test.features());
    }
}
