package dev.linchpin.config;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, before any of it is believed: hosts and pins as texts, each with its place. Every format is read into one,
 * lint looks at one, and {@link #policy} makes a policy of it or says where it cannot. Immutable.
 *
 * @param hosts the hosts in the order of the file
 * @param unlistedHosts what becomes of all others
 */
public record PolicyDraft(List<Host> hosts, UnlistedHosts unlistedHosts) {
    public PolicyDraft {
        hosts = List.copyOf(hosts);
    }

    /** Which hosts an entry is about. */
    public enum Coverage {
        /** The host alone. */
        HOST(""),
        /** Hosts with one label more, and not the host itself. */
        ONE_LABEL("*."),
        /** The host, and every host below it. */
        SUBTREE("**.");

        private final String prefix;

        Coverage(String prefix) {
            this.prefix = prefix;
        }

        /** That of a pattern in one of the three forms. */
        static Coverage of(String pattern) {
            if (pattern.startsWith(SUBTREE.prefix)) {
                return SUBTREE;
            }
            return pattern.startsWith(ONE_LABEL.prefix) ? ONE_LABEL : HOST;
        }

        /** What stands in such a pattern behind the wildcard, if there is one. */
        static String name(HostPattern hosts) {
            String pattern = hosts.toString();
            return pattern.substring(of(pattern).prefix.length());
        }

        /** The text of the {@link HostPattern}. */
        String pattern(String host) {
            return prefix + host;
        }
    }

    /**
     * A host and its pins.
     *
     * @param pins none in it means that the host is unpinned on purpose, though a rule for a domain above may cover it
     */
    public record Host(Located name, Coverage coverage, Pins pins) {
        /** The text that {@link HostPattern#parse} reads. */
        public String pattern() {
            return coverage.pattern(name.text());
        }
    }

    /**
     * Some pins, and what holds for them together. Several hosts may share one.
     *
     * @param position where the set stands, if it comes from a file
     * @param pins each in the form that {@link Pin#parse} reads, if it is well-formed
     * @param expires in the form that {@link PinRule.Builder#expires(String, AfterExpiry)} reads, if it is well-formed
     * @param noBackupPin the reason why there need not be a second pin
     */
    public record Pins(
            Optional<Position> position,
            List<Located> pins,
            Optional<Located> expires,
            AfterExpiry afterExpiry,
            EnforcementMode mode,
            Optional<String> noBackupPin) {
        public Pins {
            pins = List.copyOf(pins);
        }

        /** Enforced pins without expiry. */
        public static Pins enforced(Optional<Position> position, List<Located> pins) {
            return new Pins(
                    position, pins, Optional.empty(), AfterExpiry.FAIL_OPEN, EnforcementMode.ENFORCE, Optional.empty());
        }
    }

    /**
     * The policy.
     *
     * @throws PolicyFileException with a finding for each part of which nothing can be made; never for a part only
     */
    public PinPolicy policy() {
        List<Finding> faults = new ArrayList<>();
        PinPolicy.Builder policy = PinPolicy.builder().unlistedHosts(unlistedHosts);
        for (Host host : hosts) {
            add(host, policy, faults);
        }
        if (faults.isEmpty()) {
            try {
                return policy.build();
            } catch (IllegalArgumentException e) {
                faults.add(error("pins-nothing", Optional.empty(), "the file pins nothing: " + e.getMessage()));
            }
        }
        throw new PolicyFileException(faults);
    }

    private static void add(Host host, PinPolicy.Builder policy, List<Finding> faults) {
        String pattern;
        try {
            pattern = HostPattern.parse(host.pattern()).toString();
        } catch (IllegalArgumentException e) {
            faults.add(error("host-syntax", host.name().position(), e.getMessage()));
            return;
        }
        int before = faults.size();
        PinRule rule = host.pins().pins().isEmpty() ? null : rule(pattern, host, faults);
        if (faults.size() > before) {
            return;
        }
        try {
            if (rule == null) {
                policy.exempt(pattern);
            } else {
                policy.rule(rule);
            }
        } catch (IllegalArgumentException e) {
            faults.add(error("duplicate-host", host.name().position(), e.getMessage()));
        }
    }

    private static @Nullable PinRule rule(String pattern, Host host, List<Finding> faults) {
        PinRule.Builder rule = PinRule.builder(pattern);
        List<Pin> pins = new ArrayList<>();
        for (Located text : host.pins().pins()) {
            try {
                pins.add(Pin.parse(text.text()));
            } catch (IllegalArgumentException e) {
                faults.add(error("pin-syntax", text.position(), e.getMessage()));
            }
        }
        host.pins().expires().ifPresent(expires -> {
            try {
                rule.expires(expires.text(), host.pins().afterExpiry());
            } catch (IllegalArgumentException e) {
                faults.add(error("expiration-syntax", expires.position(), e.getMessage()));
            }
        });
        if (pins.size() < host.pins().pins().size()) {
            return null;
        }
        try {
            rule.pins(PinSet.of(pins)).mode(host.pins().mode());
            host.pins().noBackupPin().ifPresent(reason -> rule.accept(NoBackupPin.because(reason)));
            return rule.build();
        } catch (IllegalArgumentException e) {
            boolean single = host.pins().mode() == EnforcementMode.ENFORCE
                    && PinSet.of(pins).size() < 2;
            faults.add(
                    error(single ? "single-pin" : "contradiction", host.pins().position(), e.getMessage()));
            return null;
        }
    }

    private static Finding error(String rule, Optional<Position> position, @Nullable String message) {
        return Finding.of(rule, Severity.ERROR, position, String.valueOf(message));
    }
}
