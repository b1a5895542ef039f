package dev.linchpin.cli.target;

import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a template writes down. Hosts and pins are canonical, and every other text is a {@link CommentText}: nothing in here has to be
 * escaped in any language. Immutable.
 *
 * @param notes what the platform cannot say of the policy, each in a sentence
 * @param body what a writer of core has written, for formats that core writes
 */
public record Emission(
        List<Rule> rules, List<String> exemptions, UnlistedHosts unlisted, List<String> notes, Optional<String> body) {
    public Emission {
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
        notes = List.copyOf(notes);
    }

    /** Whether a backup pin is missing. */
    public boolean lacksBackup() {
        return rules.stream().anyMatch(Rule::lacksBackup);
    }

    /** The hosts of the rules that lack one, for a message. */
    public String withoutBackup() {
        return String.join(
                ", ",
                rules.stream().filter(Rule::lacksBackup).map(Rule::pattern).toList());
    }

    /** A host that is pinned, for an example. */
    public String example() {
        Rule first = rules.get(0);
        return first.oneLabel() ? "www." + first.name() : first.name();
    }

    /** The pins of which somebody said what they are, each once. */
    public List<Key> described() {
        return rules.stream()
                .flatMap(rule -> rule.keys().stream())
                .filter(key -> !key.note().isEmpty())
                .distinct()
                .toList();
    }

    public boolean deniesUnlisted() {
        return unlisted == UnlistedHosts.DENY;
    }

    public boolean reportsUnlisted() {
        return unlisted == UnlistedHosts.REPORT;
    }

    /**
     * The pins of some hosts.
     *
     * @param pattern {@code host}, {@code *.domain} or {@code **.domain}
     * @param keys in the order of the policy; the missing backup is one of them
     * @param noBackup why there need not be a second pin; empty if there is one
     */
    public record Rule(
            String pattern,
            List<Key> keys,
            boolean reportOnly,
            Optional<Instant> expires,
            boolean failClosed,
            Optional<String> noBackup) {
        public Rule {
            keys = List.copyOf(keys);
        }

        public boolean lacksBackup() {
            return keys.stream().anyMatch(Key::missing);
        }

        /** A domain with all below it. */
        public boolean subtree() {
            return pattern.startsWith("**.");
        }

        /** One label more than a domain. */
        public boolean oneLabel() {
            return pattern.startsWith("*.");
        }

        /** The host or the domain, without a wildcard. */
        public String name() {
            return pattern.substring(subtree() ? 3 : oneLabel() ? 2 : 0);
        }

        /** The end in UTC, as RFC 3339 writes it; empty if there is none. */
        public String end() {
            return expires.map(Instant::toString).orElse("");
        }
    }

    /**
     * A pin.
     *
     * @param pin {@code sha256/…}, or the same with a text that is no pin
     * @param note what it is the pin of; empty if nobody said
     * @param missing whether it is the {@link Placeholder}
     */
    public record Key(String pin, String note, boolean missing) {
        private static final String PREFIX = "sha256/";

        /** The pin without {@code sha256/}. */
        public String base64() {
            return pin.substring(pin.indexOf('/') + 1);
        }

        /** Whether the pin is that of a key, and not of a whole certificate. */
        public boolean ofKey() {
            return pin.startsWith(PREFIX);
        }
    }
}
