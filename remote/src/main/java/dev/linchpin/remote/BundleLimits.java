package dev.linchpin.remote;

import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Exemption;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.PolicyEntry;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What no bundle can loosen, whoever signed it: whole keys may be stolen, and mistakes may be signed. Immutable.
 *
 * <p>A bundle that would is refused as a whole, since what is left of it would be a policy that nobody wrote.
 */
public final class BundleLimits {
    private static final String ONE_LABEL = "*.";
    private static final String SUBTREE = "**.";

    private final Map<HostPattern, PinRule> locked;
    private final List<HostPattern> enforced;
    private final boolean denyUnlisted;

    private BundleLimits(Builder builder) {
        this.locked = Map.copyOf(builder.locked);
        this.enforced = List.copyOf(builder.enforced);
        this.denyUnlisted = builder.denyUnlisted;
    }

    /** Limits that leave everything to bundles. */
    public static BundleLimits none() {
        return new BundleLimits(new Builder());
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The policy that a bundle comes to within these limits: its own, with the locked rules.
     *
     * @throws BundleRefusedException as {@link BundleRefusal#LOOSENS_LIMITS}
     */
    PinPolicy apply(Bundle bundle) throws BundleRefusedException {
        PinPolicy policy = bundle.policy();
        for (HostPattern hosts : locked.keySet()) {
            for (PolicyEntry entry : (Iterable<PolicyEntry>) entries(policy)::iterator) {
                if (governs(entry.hosts(), hosts)) {
                    throw loosens(bundle, "says something of " + entry.hosts() + ", and " + hosts + " is locked");
                }
            }
        }
        for (HostPattern hosts : enforced) {
            requireEnforced(bundle, hosts);
        }
        if (denyUnlisted && policy.unlistedHosts() != UnlistedHosts.DENY) {
            throw loosens(bundle, "does not deny unlisted hosts");
        }
        return locked.isEmpty() ? policy : withLocked(policy);
    }

    private static Stream<PolicyEntry> entries(PinPolicy policy) {
        return Stream.concat(
                policy.rules().stream(), policy.exemptions().stream().map(Exemption::new));
    }

    private void requireEnforced(Bundle bundle, HostPattern hosts) throws BundleRefusedException {
        boolean found = false;
        for (PolicyEntry entry : (Iterable<PolicyEntry>) entries(bundle.policy())::iterator) {
            if (!governs(entry.hosts(), hosts)) {
                continue;
            }
            if (!(entry instanceof PinRule rule) || !isEnforced(rule)) {
                throw loosens(
                        bundle,
                        "does not enforce pins for " + entry.hosts() + ", or not for ever, and " + hosts
                                + " has to be enforced");
            }
            found |= entry.hosts().equals(hosts);
        }
        if (!found) {
            throw loosens(bundle, "has no rule for " + hosts + ", which has to be enforced");
        }
    }

    private static boolean isEnforced(PinRule rule) {
        return rule.mode() == EnforcementMode.ENFORCE
                && rule.afterExpiry().orElse(AfterExpiry.FAIL_CLOSED) == AfterExpiry.FAIL_CLOSED;
    }

    private static BundleRefusedException loosens(Bundle bundle, String what) {
        return new BundleRefusedException(
                BundleRefusal.LOOSENS_LIMITS,
                "bundle " + bundle.version() + " " + what + ", expected what the limits of the application allow");
    }

    /** Whether an entry for {@code inner} would decide on some host that {@code outer} covers, in its place: it is the same or more specific. */
    static boolean governs(HostPattern inner, HostPattern outer) {
        if (inner.equals(outer)) {
            return true;
        }
        String text = inner.toString();
        boolean oneLabel = text.startsWith(ONE_LABEL);
        Hostname domain = Hostname.parse(
                text.substring(oneLabel ? ONE_LABEL.length() : text.startsWith(SUBTREE) ? SUBTREE.length() : 0));
        boolean subtreeOutside = outer.toString().startsWith(SUBTREE);
        // "*.x.d" has no host in common with "*.d"; "x.d" and "**.x.d" have, whatever covers x.d.
        return outer.matches(domain) && (!oneLabel || subtreeOutside);
    }

    private PinPolicy withLocked(PinPolicy policy) {
        PinPolicy.Builder merged = PinPolicy.builder().unlistedHosts(policy.unlistedHosts());
        policy.rules().forEach(merged::rule);
        locked.values().forEach(merged::rule);
        policy.exemptions().forEach(hosts -> merged.exempt(hosts.toString()));
        return merged.build();
    }

    /** Collects limits. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<HostPattern, PinRule> locked = new LinkedHashMap<>();
        private final List<HostPattern> enforced = new ArrayList<>();
        private boolean denyUnlisted;

        private Builder() {}

        /**
         * Locks a rule: it holds beside any bundle, and a bundle that says anything of its hosts is refused.
         *
         * @throws IllegalArgumentException if its hosts are locked already
         */
        public Builder lock(PinRule rule) {
            if (locked.putIfAbsent(rule.hosts(), rule) != null) {
                throw new IllegalArgumentException("the host " + rule.hosts() + " is locked twice, expected once");
            }
            return this;
        }

        /**
         * Demands of every bundle a rule for exactly these hosts, which enforces pins, whatever pins, and does not end by failing open; and that
         * none of them is taken out again by a more specific entry.
         *
         * @throws IllegalArgumentException as {@link HostPattern#parse}
         */
        public Builder enforce(String hosts) {
            enforced.add(HostPattern.parse(hosts));
            return this;
        }

        /** Demands of every bundle that it denies unlisted hosts. */
        public Builder denyUnlistedHosts() {
            denyUnlisted = true;
            return this;
        }

        public BundleLimits build() {
            return new BundleLimits(this);
        }
    }
}
