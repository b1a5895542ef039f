package dev.linchpin.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules, the hosts that are exempt from them, and what happens to hosts that neither covers. Immutable and safe for use by
 * several threads.
 *
 * <p>For any host the most specific rule or exemption applies, alone: they are never merged. The cost of finding it depends on
 * the number of labels in the host, not on the number of rules.
 */
public final class PinPolicy {
    private final List<PinRule> rules;
    private final List<HostPattern> exemptions;
    private final UnlistedHosts unlistedHosts;
    private final Map<String, PolicyEntry> exact = new HashMap<>();
    private final Map<String, PolicyEntry> oneLabel = new HashMap<>();
    private final Map<String, PolicyEntry> subtree = new HashMap<>();

    private PinPolicy(List<PinRule> rules, List<HostPattern> exemptions, UnlistedHosts unlistedHosts) {
        this.rules = List.copyOf(rules);
        this.exemptions = List.copyOf(exemptions);
        this.unlistedHosts = unlistedHosts;
        rules.forEach(this::index);
        exemptions.forEach(hosts -> index(new Exemption(hosts)));
    }

    private void index(PolicyEntry entry) {
        index(entry.hosts().scope()).put(entry.hosts().base().toString(), entry);
    }

    private Map<String, PolicyEntry> index(HostPattern.Scope scope) {
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
     * The one rule or exemption that applies to a host: the exact one; else the wildcard with the longest domain, where
     * {@code *.} goes before {@code **.} of the same domain.
     */
    public Optional<PolicyEntry> entryFor(Hostname host) {
        return Optional.ofNullable(find(host));
    }

    /** The rule that applies to a host; none if {@link #entryFor} is an exemption. */
    public Optional<PinRule> ruleFor(Hostname host) {
        return find(host) instanceof PinRule rule ? Optional.of(rule) : Optional.empty();
    }

    private @Nullable PolicyEntry find(Hostname host) {
        String name = host.toString();
        PolicyEntry entry = exact.get(name);
        if (entry != null || host.isAddress()) {
            return entry;
        }
        entry = subtree.get(name);
        if (entry != null) {
            return entry;
        }
        boolean parent = true;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String domain = name.substring(dot + 1);
            entry = parent ? oneLabel.get(domain) : null;
            if (entry == null) {
                entry = subtree.get(domain);
            }
            if (entry != null) {
                return entry;
            }
            parent = false;
        }
        return null;
    }

    /** The rules in the order in which they were given. */
    public List<PinRule> rules() {
        return rules;
    }

    /** The hosts that are unpinned on purpose, in the order in which they were given. */
    public List<HostPattern> exemptions() {
        return exemptions;
    }

    public UnlistedHosts unlistedHosts() {
        return unlistedHosts;
    }

    @Override
    public String toString() {
        String exempt = exemptions.isEmpty() ? "" : " and " + exemptions.size() + " exemptions";
        return "policy of " + rules.size() + " rules" + exempt + ", unlisted hosts: " + unlistedHosts;
    }

    /** Collects rules and exemptions. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<HostPattern, PinRule> rules = new LinkedHashMap<>();
        private final Set<HostPattern> exemptions = new LinkedHashSet<>();
        private @Nullable UnlistedHosts unlistedHosts;

        private Builder() {}

        /**
         * Adds an enforced rule without expiry.
         *
         * @param hosts as {@link HostPattern#parse} reads it
         * @param pins at least two different ones, in the form that {@link dev.linchpin.pin.Pin#parse} reads
         * @throws IllegalArgumentException if anything is malformed, or the hosts have a rule already or are exempt
         */
        public Builder pin(String hosts, String... pins) {
            return rule(PinRule.builder(hosts).pins(pins).build());
        }

        /**
         * Adds a rule.
         *
         * @throws IllegalArgumentException if its hosts have a rule already or are exempt
         */
        public Builder rule(PinRule rule) {
            requireNotBoth(rule.hosts(), exemptions.contains(rule.hosts()));
            if (rules.putIfAbsent(rule.hosts(), rule) != null) {
                throw new IllegalArgumentException(
                        "host " + rule.hosts() + " has two rules, expected one rule that holds all its pins");
            }
            return this;
        }

        /**
         * Takes hosts out of a wider rule, such as one subtree of a pinned domain: they are unpinned on purpose, accepted on
         * PKIX alone and not reported, whatever becomes of unlisted hosts. A rule or exemption that is more specific goes first.
         *
         * @param hosts as {@link HostPattern#parse} reads it
         * @throws IllegalArgumentException if it is malformed, or the hosts have a rule or are exempt already
         */
        public Builder exempt(String hosts) {
            HostPattern pattern = HostPattern.parse(hosts);
            requireNotBoth(pattern, rules.containsKey(pattern));
            if (!exemptions.add(pattern)) {
                throw new IllegalArgumentException("host " + pattern + " is exempt twice, expected one exemption");
            }
            return this;
        }

        private static void requireNotBoth(HostPattern hosts, boolean both) {
            if (both) {
                throw new IllegalArgumentException(
                        "host " + hosts + " has a rule and is exempt, expected either a rule or an exemption");
            }
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
         * @throws IllegalArgumentException if it has no rule and allows unlisted hosts, and so would check nothing
         */
        public PinPolicy build() {
            UnlistedHosts unlisted = unlistedHosts == null ? UnlistedHosts.ALLOW : unlistedHosts;
            if (rules.isEmpty() && unlisted == UnlistedHosts.ALLOW) {
                throw new IllegalArgumentException(
                        "the policy has no rules and allows unlisted hosts, expected at least one rule");
            }
            return new PinPolicy(new ArrayList<>(rules.values()), new ArrayList<>(exemptions), unlisted);
        }
    }
}
