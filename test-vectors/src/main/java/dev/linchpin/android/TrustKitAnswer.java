package dev.linchpin.android;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What TrustKit-Android answers.
 *
 * @param refusal why it reads nothing from the file; empty if it does
 * @param policies by host; one that is in neither map is not pinned
 * @param failures by host: those that it does not want to be asked about, with what it says
 */
public record TrustKitAnswer(
        Optional<Refusal> refusal, Map<String, TrustKitPolicy> policies, Map<String, String> failures) {
    public TrustKitAnswer {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    static TrustKitAnswer refused(Refusal refusal) {
        return new TrustKitAnswer(Optional.of(refusal), Map.of(), Map.of());
    }
}
