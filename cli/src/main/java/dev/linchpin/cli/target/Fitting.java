package dev.linchpin.cli.target;

import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What of a policy a platform can say. What it cannot is left out, and a note tells of it. */
final class Fitting {
    private final String platform;
    private final Set<Ability> abilities;
    private final Function<Pin, String> describe;
    private final List<String> notes = new ArrayList<>();

    /** @param describe what a pin is the pin of; empty if nobody said */
    Fitting(String platform, Set<Ability> abilities, Function<Pin, String> describe) {
        this.platform = platform;
        this.abilities = abilities;
        this.describe = describe;
    }

    List<String> notes() {
        return notes;
    }

    List<Emission.Rule> rules(PinPolicy policy) {
        List<Emission.Rule> rules = new ArrayList<>();
        for (PinRule rule : policy.rules()) {
            if (canName(rule.hosts()) && canEnforce(rule)) {
                List<Emission.Key> keys = keys(rule);
                if (!keys.isEmpty()) {
                    rules.add(rule(rule, keys));
                }
            }
        }
        return rules;
    }

    private Emission.Rule rule(PinRule rule, List<Emission.Key> keys) {
        boolean closed = rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED));
        boolean ends = abilities.contains(closed ? Ability.FAIL_CLOSED : Ability.FAIL_OPEN);
        if (!ends && rule.expires().isPresent()) {
            notes.add("the pins of " + rule.hosts() + " do not end here; in the policy they end at "
                    + rule.expires().get() + " and "
                    + (closed ? "refuse every peer from then on" : "accept every trusted peer from then on"));
        }
        return new Emission.Rule(
                rule.hosts().toString(),
                keys,
                rule.mode() == EnforcementMode.REPORT_ONLY,
                ends ? rule.expires() : Optional.empty(),
                closed && ends,
                rule.noBackupPin().map(reason -> CommentText.of(reason.reason())));
    }

    private boolean canName(HostPattern hosts) {
        String pattern = hosts.toString();
        if (pattern.startsWith("**.")) {
            return can(Ability.SUBTREE, hosts, "has no pattern for a domain and all below it");
        } else if (pattern.startsWith("*.")) {
            return can(Ability.ONE_LABEL, hosts, "has no pattern for one label");
        }
        boolean plain = !Hostname.parse(pattern).isAddress() && pattern.indexOf('.') > 0;
        return plain || can(Ability.ADDRESSES, hosts, "pins names of two labels or more");
    }

    private boolean canEnforce(PinRule rule) {
        return rule.mode() != EnforcementMode.REPORT_ONLY
                || can(Ability.REPORT_ONLY, rule.hosts(), "cannot report without refusing");
    }

    private boolean can(Ability ability, HostPattern hosts, String otherwise) {
        boolean able = abilities.contains(ability);
        if (!able) {
            notes.add(hosts + " is left out and not pinned by a rule of its own: " + platform + " " + otherwise);
        }
        return able;
    }

    private List<Emission.Key> keys(PinRule rule) {
        List<Emission.Key> keys = new ArrayList<>();
        boolean lost = false;
        for (Pin pin : rule.pins()) {
            if (pin instanceof SpkiPin || abilities.contains(Ability.CERTIFICATE_PINS)) {
                keys.add(key(pin, rule.hosts()));
            } else {
                lost = true;
            }
        }
        boolean alone = keys.size() == 1 && rule.mode() == EnforcementMode.ENFORCE;
        if (lost) {
            notes.add(platform + " has no pins of certificates: "
                    + (keys.isEmpty() ? "nothing is left of the rule for " : "those are missing in the rule for ")
                    + rule.hosts());
        }
        if (alone && !abilities.contains(Ability.SINGLE_PIN)) {
            notes.add(rule.hosts() + " is left out and not pinned: " + platform + " takes no rule with a single pin");
            return List.of();
        }
        return keys;
    }

    private Emission.Key key(Pin pin, HostPattern hosts) {
        return Placeholder.stands(pin, hosts)
                ? new Emission.Key("sha256/" + Placeholder.TEXT, "", true)
                : new Emission.Key(pin.toString(), CommentText.of(describe.apply(pin)), false);
    }

    List<String> exemptions(PinPolicy policy) {
        if (!abilities.contains(Ability.EXEMPTIONS)) {
            policy.exemptions()
                    .forEach(hosts -> notes.add(hosts + " is exempt in the policy, and not here, as " + platform
                            + " has no exemptions: it falls under a wider rule if there is one"));
            return List.of();
        }
        return policy.exemptions().stream().map(HostPattern::toString).toList();
    }

    UnlistedHosts unlisted(PinPolicy policy) {
        boolean said = policy.unlistedHosts() == UnlistedHosts.ALLOW || abilities.contains(Ability.UNLISTED);
        if (!said) {
            notes.add("hosts that no rule covers are allowed, in the policy they are "
                    + (policy.unlistedHosts() == UnlistedHosts.DENY ? "refused" : "reported"));
        }
        return said ? policy.unlistedHosts() : UnlistedHosts.ALLOW;
    }
}
