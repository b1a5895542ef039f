package dev.linchpin;

import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.PolicyEntry;
import java.time.Instant;
import java.util.Optional;

/** What a policy says of a host, looked up once for all who ask. */
record Listing(PinPolicy policy, Hostname host, Optional<PolicyEntry> entry) {
    static Listing of(PinPolicy policy, Hostname host) {
        return new Listing(policy, host, policy.entryFor(host));
    }

    /** When what is said here may change by itself, if ever. */
    Optional<Instant> expires() {
        return entry.isPresent() && entry.get() instanceof PinRule rule ? rule.expires() : Optional.empty();
    }

    /** Whether a rule applies. Where an exemption does, the host is as one that is unlisted and allowed. */
    boolean hasRule() {
        return entry.isPresent() && entry.get() instanceof PinRule;
    }
}
