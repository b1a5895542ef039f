package dev.linchpin.config.lint;

import dev.linchpin.config.Finding;
import dev.linchpin.config.Inspection;
import dev.linchpin.config.PolicyDraft;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a policy before it ships, whatever format it is written in. docs/lint.md has a section for each rule.
 *
 * <pre>{@code
 * Inspection file = NetworkSecurityConfig.reader().inspect("<network-security-config/>");
 * List<Finding> findings = PolicyLint.builder().build().check(file);
 * }</pre>
 *
 * <p>Nothing is fetched: what a rule has to know of certificates and of public suffixes is given to it, and rules for which it is not
 * given find nothing. The work is linear in the number of hosts and pins. Immutable, and safe for use by several threads if clock and
 * suffixes are.
 */
public final class PolicyLint {
    private final List<LintRule> rules;
    private final int maxFindings;

    private PolicyLint(Builder options) {
        List<LintRule> all = new ArrayList<>();
        all.add(new PlaceholderRule());
        all.add(new RepeatedPins());
        all.add(new ExpiryDates(options.clock, options.warnDays));
        all.add(new SameAsAbove());
        all.add(new WeakerThanAbove());
        all.add(new UnreachableHosts());
        if (options.suffixes != null) {
            all.add(new SuffixHosts(options.suffixes));
        }
        if (!options.chain.isEmpty()) {
            ServedChain chain = new ServedChain(options.chain);
            all.add(new MistakenPins(chain));
            all.add(new ChainPins(chain));
        }
        this.rules = all;
        this.maxFindings = options.maxFindings;
    }

    /** Lint with nothing but the file to go by. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the rules find in a draft, in the order of the file. */
    public List<Finding> check(PolicyDraft draft) {
        return check(new Inspection(List.of(), Optional.of(draft)));
    }

    /** What the reader of the file found, and what the rules find in its draft, in the order of the file and each once. */
    public List<Finding> check(Inspection file) {
        Collected findings = new Collected(file.findings());
        file.draft().ifPresent(draft -> {
            new PinSyntax().check(draft, findings::replace);
            for (LintRule rule : rules) {
                rule.check(draft, findings::add);
            }
            findings.addFaults(draft);
        });
        return findings.inOrder(maxFindings);
    }

    /** What lint may go by. Not safe for use by several threads. */
    public static final class Builder {
        private static final int MAX_DAYS = 36_500;

        private Clock clock = Clock.systemUTC();
        private int warnDays = 30;
        private int maxFindings = 10_000;
        private List<X509Certificate> chain = List.of();
        private @Nullable PublicSuffixes suffixes;

        private Builder() {}

        /** By which pins have expired; the system's unless set. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * From how many days before its end a pin set is said to end soon; 30 unless set.
         *
         * @throws IllegalArgumentException if it is negative or beyond a century
         */
        public Builder warnDays(int days) {
            if (days < 0 || days > MAX_DAYS) {
                throw new IllegalArgumentException("warnDays is " + days + ", expected 0 to " + MAX_DAYS);
            }
            this.warnDays = days;
            return this;
        }

        /**
         * The certificates that a server of the policy serves, in any order, and the root above them if it is known.
         *
         * @throws dev.linchpin.pin.PinFormatException if one has no usable key
         */
        public Builder chain(List<X509Certificate> certificates) {
            this.chain = List.copyOf(certificates);
            return this;
        }

        /** Which domains are public suffixes; no rule asks unless set. */
        public Builder publicSuffixes(PublicSuffixes suffixes) {
            this.suffixes = Objects.requireNonNull(suffixes, "suffixes");
            return this;
        }

        /**
         * How many findings there are at most, the worst of all and one that counts the others; 10,000 unless set.
         *
         * @throws IllegalArgumentException if there are to be none
         */
        public Builder maxFindings(int max) {
            if (max < 1) {
                throw new IllegalArgumentException("maxFindings is " + max + ", expected at least 1");
            }
            this.maxFindings = max;
            return this;
        }

        public PolicyLint build() {
            return new PolicyLint(this);
        }
    }
}
