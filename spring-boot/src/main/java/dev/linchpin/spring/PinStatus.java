package dev.linchpin.spring;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How it stands with the policy in force, at one moment. It is down when a rule has failed closed: calls to its hosts are refused until
 * the policy is replaced. A rule that has failed open is a detail; nothing is refused for its sake.
 */
record PinStatus(boolean isUp, Map<String, Object> details) {
    static PinStatus of(Linchpin linchpin, Clock clock) {
        long generation = linchpin.generation();
        PinPolicy policy = linchpin.policy();
        Instant now = clock.instant();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("generation", generation);
        details.put("rules", policy.rules().size());
        put(
                details,
                "exempt",
                policy.exemptions().stream().map(HostPattern::toString).toList());
        details.put("unlistedHosts", policy.unlistedHosts().name());
        nextExpiry(policy, now).ifPresent(next -> {
            details.put("nextExpiry", next.toString());
            details.put("daysLeft", Duration.between(now, next).toDays());
        });
        List<String> failedClosed = expired(policy, now, AfterExpiry.FAIL_CLOSED);
        List<String> failedOpen = expired(policy, now, AfterExpiry.FAIL_OPEN);
        put(details, "failedClosed", failedClosed);
        put(details, "failedOpen", failedOpen);
        return new PinStatus(failedClosed.isEmpty(), details);
    }

    private static Optional<Instant> nextExpiry(PinPolicy policy, Instant now) {
        return policy.rules().stream()
                .filter(rule -> !rule.isExpiredAt(now))
                .flatMap(rule -> rule.expires().stream())
                .min(Comparator.naturalOrder());
    }

    private static List<String> expired(PinPolicy policy, Instant now, AfterExpiry then) {
        Stream<PinRule> rules = policy.rules().stream().filter(rule -> rule.isExpiredAt(now));
        return rules.filter(rule -> rule.afterExpiry().equals(Optional.of(then)))
                .map(rule -> rule.hosts().toString())
                .toList();
    }

    private static void put(Map<String, Object> details, String name, List<String> hosts) {
        if (!hosts.isEmpty()) {
            details.put(name, hosts);
        }
    }
}
