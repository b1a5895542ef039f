package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a format cannot say of a policy. An error is what would have the target refuse peers that the policy accepts, a warning what would
 * have it accept or report otherwise.
 */
final class Losses {
    private final String target;
    private final PinPolicy policy;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> alone = new HashSet<>();

    Losses(String target, PinPolicy policy) {
        this.target = target;
        this.policy = policy;
        policy.rules().forEach(rule -> alone.add(rule.hosts().toString()));
        policy.exemptions().forEach(hosts -> alone.add(hosts.toString()));
    }

    List<Finding> findings() {
        return findings;
    }

    void error(String rule, String message) {
        findings.add(Finding.of(rule, Severity.ERROR, Optional.empty(), message));
    }

    void warn(String rule, String message) {
        findings.add(Finding.of(rule, Severity.WARNING, Optional.empty(), message));
    }

    void unlistedHosts() {
        if (policy.unlistedHosts() != UnlistedHosts.ALLOW) {
            warn(
                    "unlisted-hosts",
                    target + " allows hosts that it has no pins for; Linchpin "
                            + (policy.unlistedHosts() == UnlistedHosts.DENY ? "denies them" : "reports them"));
        }
    }

    /** Whether it is a domain of two labels or more, alone or with all below it; otherwise it is left out. */
    boolean isDomain(HostPattern hosts) {
        if (Coverage.of(hosts.toString()) == Coverage.ONE_LABEL) {
            leftOut("one-label", hosts, "has no pattern for one label");
            return false;
        }
        String name = Coverage.name(hosts);
        if (Hostname.parse(name).isAddress() || name.indexOf('.') < 0) {
            leftOut("no-domain", hosts, "takes domains of two labels or more");
            return false;
        }
        return true;
    }

    /** Left out: harmless, unless a wider rule then covers the hosts. */
    void leftOut(String rule, HostPattern hosts, String why) {
        String message = hosts + " is left out, since " + target + " " + why;
        Optional<PinRule> wider = wider(hosts);
        if (wider.isPresent()) {
            error(rule, message + ": it falls under the pins of " + wider.get().hosts());
        } else {
            warn(rule, message);
        }
    }

    /** Whether it is left out since the target has one entry for a domain, and the policy has another for that host alone. */
    boolean isSecond(HostPattern hosts) {
        String text = hosts.toString();
        boolean second = text.startsWith("**.") && alone.contains(text.substring(3));
        if (second) {
            leftOut("subdomains", hosts, "has one entry for a domain, and there is another for " + text.substring(3));
        }
        return second;
    }

    /** The rule that would apply if the entry for these hosts were missing, as far as one covers all of them. */
    Optional<PinRule> wider(HostPattern hosts) {
        return policy.rules().stream()
                .filter(rule ->
                        !rule.hosts().equals(hosts) && covers(rule.hosts().toString(), hosts.toString()))
                .findFirst();
    }

    private static boolean covers(String wide, String narrow) {
        String base = Coverage.name(HostPattern.parse(narrow));
        if (wide.startsWith("**.")) {
            String domain = wide.substring(3);
            return base.equals(domain) || base.endsWith("." + domain);
        }
        boolean isHost = base.equals(narrow);
        return isHost
                && wide.startsWith("*.")
                && base.indexOf('.') >= 0
                && base.substring(base.indexOf('.') + 1).equals(wide.substring(2));
    }

    /** The pins of keys; those of certificates are lost. */
    List<SpkiPin> keys(PinRule rule) {
        List<SpkiPin> keys = new ArrayList<>();
        boolean others = false;
        for (Pin pin : rule.pins()) {
            if (pin instanceof SpkiPin key) {
                keys.add(key);
            } else {
                others = true;
            }
        }
        if (others && keys.isEmpty()) {
            leftOut("certificate-pins", rule.hosts(), "has no pins of certificates");
        } else if (others) {
            error(
                    "certificate-pins",
                    target + " has no pins of certificates, and refuses those of " + rule.hosts()
                            + " unless their keys are pinned too");
        }
        return keys;
    }

    /** The same for a target that enforces no single pin: an enforced rule of one is left out, and has none here. */
    List<SpkiPin> keysWithBackup(PinRule rule) {
        List<SpkiPin> keys = keys(rule);
        if (rule.mode() == EnforcementMode.ENFORCE && keys.size() == 1) {
            leftOut("single-pin", rule.hosts(), "demands a backup pin");
            return List.of();
        }
        return keys;
    }

    void noExpiry(PinRule rule) {
        rule.expires()
                .ifPresent(end -> warn(
                        "no-expiry",
                        "the pins of " + rule.hosts() + " end at " + end + ", which " + target + " cannot be told"));
    }

    /** The day, in UTC, with whose beginning the pins end. */
    Optional<LocalDate> day(PinRule rule) {
        Optional<LocalDate> day =
                rule.expires().map(end -> end.atOffset(ZoneOffset.UTC).toLocalDate());
        day.ifPresent(end -> {
            Instant exact = rule.expires().get();
            if (!end.atStartOfDay(ZoneOffset.UTC).toInstant().equals(exact)) {
                warn(
                        "expiration-instant",
                        "in " + target + " the pins of " + rule.hosts() + " end with the beginning of " + end
                                + ", in Linchpin at " + exact);
            }
        });
        failClosed(rule);
        return day;
    }

    void failClosed(PinRule rule) {
        if (rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED))) {
            warn(
                    "fail-closed",
                    target + " accepts every trusted certificate of " + rule.hosts()
                            + " after the end of its pins, where Linchpin refuses");
        }
    }

    void noBackupPin(PinRule rule) {
        if (rule.noBackupPin().isPresent()) {
            warn("single-pin", target + " has no place for the reason why " + rule.hosts() + " needs no backup pin");
        }
    }
}
