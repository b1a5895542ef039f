package dev.linchpin.gauntlet.scenario;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pinning policy as plain data, for a driver to translate into the words of its client.
 *
 * @param rules at most one for each host pattern
 * @param exemptions host patterns without a rule, as those of rules: hosts that are unpinned on purpose
 * @param unlisted what happens to a host that neither names
 * @param file a network security configuration that says all of it, for clients that read such files; who does not, takes no part
 */
public record PolicySpec(List<Rule> rules, List<String> exemptions, Unlisted unlisted, Optional<String> file) {
    public PolicySpec {
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
    }

    /** These rules; unlisted hosts are allowed. */
    public static PolicySpec of(Rule... rules) {
        return new PolicySpec(List.of(rules), List.of(), Unlisted.ALLOW, Optional.empty());
    }

    public PolicySpec withUnlisted(Unlisted unlisted) {
        return new PolicySpec(rules, exemptions, unlisted, file);
    }

    public PolicySpec exempting(String... exemptions) {
        return new PolicySpec(rules, List.of(exemptions), unlisted, file);
    }

    public PolicySpec inFile(String text) {
        return new PolicySpec(rules, exemptions, unlisted, Optional.of(text));
    }

    /** The answer to a host without a rule, and without an exemption. */
    public enum Unlisted {
        ALLOW,
        /** Allow, and tell the reporter. */
        REPORT,
        DENY
    }

    /**
     * The pins of one host pattern.
     *
     * @param pattern a host name, possibly with U-labels, an IP address, {@code *.name} or {@code **.name}
     * @param pins {@code sha256/…} and {@code cert-sha256/…}; any one suffices; at least two
     * @param reportOnly whether a mismatch is reported and nothing else
     * @param expiry when the rule ends; null for never
     */
    public record Rule(
            String pattern,
            List<String> pins,
            boolean reportOnly,
            @Nullable Expiry expiry) {
        public Rule {
            pins = List.copyOf(pins);
        }

        /** An enforced rule without an end. */
        public static Rule enforce(String pattern, String... pins) {
            return new Rule(pattern, List.of(pins), false, null);
        }

        public Rule asReportOnly() {
            return new Rule(pattern, pins, true, expiry);
        }

        public Rule until(String at, AfterExpiry after) {
            return new Rule(pattern, pins, reportOnly, new Expiry(at, after));
        }
    }

    /**
     * The end of a rule.
     *
     * @param at an instant or a date (its start in UTC) in ISO 8601
     */
    public record Expiry(String at, AfterExpiry after) {}

    /** What an expired rule does. */
    public enum AfterExpiry {
        /** Every peer that PKIX trusts is accepted. */
        FAIL_OPEN,
        /** No peer is accepted. */
        FAIL_CLOSED
    }
}
