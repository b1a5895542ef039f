package dev.linchpin.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All rules, and what happens to hosts that none of them covers. Immutable and safe for use by several threads.
 *
 * <p>For any host the most specific rule applies, alone: rules are never merged. The cost of finding it depends on the
 * number of labels in the host, not on the number of rules.
 */
public final class PinPolicy {
    private final List<PinRule> rules;
    private final UnlistedHosts unlistedHosts;
    private final Map<String, PinRule> exact = new HashMap<>();
    private final Map<String, PinRule> oneLabel = new HashMap<>();
    private final Map<String, PinRule> subtree = new HashMap<>();

    private PinPolicy(List<PinRule> rules, UnlistedHosts unlistedHosts) {
        this.rules = List.copyOf(rules);
        this.unlistedHosts = unlistedHosts;
        for (PinRule rule : rules) {
            index(rule.hosts().scope()).put(rule.hosts().base().toString(), rule);
        }
    }

    private Map<String, PinRule> index(HostPattern.Scope scope) {
        return switch (scope) {
            case EXACT -> exact;
            case ONE_LABEL -> oneLabel;
            case SUBTREE -> subtree;
        };
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The one rule that applies to a host: the exact one; else the wildcard with the longest domain, where {@code *.}
     * goes before {@code **.} of the same domain.
     */
    public Optional<PinRule> ruleFor(Hostname host) {
        return Optional.ofNullable(find(host));
    }

    private @Nullable PinRule find(Hostname host) {
        String name = host.toString();
        PinRule rule = exact.get(name);
        if (rule != null || host.isAddress()) {
            return rule;
        }
        rule = subtree.get(name);
        if (rule != null) {
            return rule;
        }
        boolean parent = true;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String domain = name.substring(dot + 1);
            rule = parent ? oneLabel.get(domain) : null;
            if (rule == null) {
                rule = subtree.get(domain);
            }
            if (rule != null) {
                return rule;
            }
            parent = false;
        }
        return null;
    }

    /** The rules in the order in which they were given. */
    public List<PinRule> rules() {
        return rules;
    }

    public UnlistedHosts unlistedHosts() {
        return unlistedHosts;
    }

    @Override
    public String toString() {
        return "policy of " + rules.size() + " rules, unlisted hosts: " + unlistedHosts;
    }

    /** Collects rules. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<HostPattern, PinRule> rules = new LinkedHashMap<>();
        private @Nullable UnlistedHosts unlistedHosts;

        private Builder() {}

        /**
         * Adds an enforced rule without expiry.
         *
         * @param hosts as {@link HostPattern#parse} reads it
         * @param pins at least two different ones, in the form that {@link dev.linchpin.pin.Pin#parse} reads
         * @throws IllegalArgumentException if anything is malformed, or the hosts have a rule already
         */
        public Builder pin(String hosts, String... pins) {
            return rule(PinRule.builder(hosts).pins(pins).build());
        }

        /**
         * Adds a rule.
         *
         * @throws IllegalArgumentException if its hosts have a rule already
         */
        public Builder rule(PinRule rule) {
            if (rules.putIfAbsent(rule.hosts(), rule) != null) {
                throw new IllegalArgumentException(
                        "host " + rule.hosts() + " has two rules, expected one rule that holds all its pins");
            }
            return this;
        }

        /** {@link UnlistedHosts#ALLOW} unless set. */
        public Builder unlistedHosts(UnlistedHosts unlistedHosts) {
            if (this.unlistedHosts != null) {
                throw new IllegalStateException("unlistedHosts is set twice, expected once");
            }
            this.unlistedHosts = Objects.requireNonNull(unlistedHosts, "unlistedHosts");
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if it has no rule and allows every host, and so would check nothing
         */
        public PinPolicy build() {
            UnlistedHosts unlisted = unlistedHosts == null ? UnlistedHosts.ALLOW : unlistedHosts;
            if (rules.isEmpty() && unlisted == UnlistedHosts.ALLOW) {
                throw new IllegalArgumentException(
                        "the policy has no rules and allows unlisted hosts, expected at least one rule");
            }
            return new PinPolicy(new ArrayList<>(rules.values()), unlisted);
        }
    }
}
