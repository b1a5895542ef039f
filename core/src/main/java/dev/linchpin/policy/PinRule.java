package dev.linchpin.policy;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some hosts, the pins they must present, and what to do when they do not. Immutable.
 *
 * <p>An enforced rule has at least two different pins, since the loss of an only key locks every client out (RFC 7469
 * §4.3); {@link NoBackupPin} waives that.
 */
public final class PinRule implements PolicyEntry {
    private final HostPattern hosts;
    private final PinSet pins;
    private final EnforcementMode mode;
    private final @Nullable Instant expires;
    private final @Nullable AfterExpiry afterExpiry;
    private final @Nullable NoBackupPin noBackupPin;

    private PinRule(Builder builder, PinSet pins) {
        this.hosts = builder.hosts;
        this.pins = pins;
        this.mode = builder.mode == null ? EnforcementMode.ENFORCE : builder.mode;
        this.expires = builder.expires;
        this.afterExpiry = builder.afterExpiry;
        this.noBackupPin = builder.noBackupPin;
    }

    /**
     * Begins a rule for the hosts of this pattern.
     *
     * @throws IllegalArgumentException as {@link HostPattern#parse}
     */
    public static Builder builder(String hosts) {
        return new Builder(HostPattern.parse(hosts));
    }

    @Override
    public HostPattern hosts() {
        return hosts;
    }

    public PinSet pins() {
        return pins;
    }

    public EnforcementMode mode() {
        return mode;
    }

    /** The last instant at which the rule is in force, if it ends at all. */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    /** What becomes of the rule then; present exactly if {@link #expires} is. */
    public Optional<AfterExpiry> afterExpiry() {
        return Optional.ofNullable(afterExpiry);
    }

    /** Why the rule may do without a backup pin, if it may. */
    public Optional<NoBackupPin> noBackupPin() {
        return Optional.ofNullable(noBackupPin);
    }

    /** Whether {@link #expires} has passed: the instant itself still belongs to the rule. */
    public boolean isExpiredAt(Instant now) {
        return expires != null && now.isAfter(expires);
    }

    @Override
    public String toString() {
        return "rule for " + hosts + " (" + mode + ", " + pins.size() + " pins"
                + (expires == null ? "" : ", expires " + expires + " " + afterExpiry) + ")";
    }

    /** Collects the parts of a rule. Each option may be set once. Not safe for use by several threads. */
    public static final class Builder {
        private final HostPattern hosts;
        private @Nullable PinSet pins;
        private @Nullable EnforcementMode mode;
        private @Nullable Instant expires;
        private @Nullable AfterExpiry afterExpiry;
        private @Nullable NoBackupPin noBackupPin;

        private Builder(HostPattern hosts) {
            this.hosts = hosts;
        }

        /**
         * The pins, active and backup, in the form that {@link Pin#parse} reads.
         *
         * @throws IllegalArgumentException if one is malformed, or there is none
         */
        public Builder pins(String... pins) {
            List<Pin> parsed = new ArrayList<>();
            for (String pin : pins) {
                parsed.add(Pin.parse(pin));
            }
            if (parsed.isEmpty()) {
                throw new IllegalArgumentException("rule for " + hosts + " has no pins, expected at least one");
            }
            return pins(PinSet.of(parsed));
        }

        public Builder pins(PinSet pins) {
            this.pins = once("pins", this.pins, pins);
            return this;
        }

        /** {@link EnforcementMode#ENFORCE} unless set. */
        public Builder mode(EnforcementMode mode) {
            this.mode = once("mode", this.mode, mode);
            return this;
        }

        /**
         * The last instant of the rule, and what comes then.
         *
         * @param date an ISO 8601 date, meaning its start of day in UTC, or instant
         * @throws IllegalArgumentException if it is exactly neither
         */
        public Builder expires(String date, AfterExpiry then) {
            return expires(Expiry.parse(date), then);
        }

        public Builder expires(Instant instant, AfterExpiry then) {
            this.expires = once("expires", this.expires, instant);
            this.afterExpiry = Objects.requireNonNull(then, "then");
            return this;
        }

        /** Lets an enforced rule have one pin only. */
        public Builder accept(NoBackupPin danger) {
            this.noBackupPin = once("accept", this.noBackupPin, danger);
            return this;
        }

        /**
         * The rule.
         *
         * @throws IllegalArgumentException if there are no pins, an enforced rule has fewer than two different ones, or a
         *     rule that is only reported is told to fail closed
         */
        public PinRule build() {
            if (pins == null) {
                throw new IllegalArgumentException("rule for " + hosts + " has no pins, expected at least one");
            }
            boolean enforced = mode != EnforcementMode.REPORT_ONLY;
            if (enforced && pins.size() < 2 && noBackupPin == null) {
                throw new IllegalArgumentException("rule for " + hosts
                        + " has one pin, expected a second, different one as backup (or NoBackupPin with a reason)");
            }
            if (!enforced && afterExpiry == AfterExpiry.FAIL_CLOSED) {
                throw new IllegalArgumentException("rule for " + hosts
                        + " is REPORT_ONLY and FAIL_CLOSED, expected FAIL_OPEN for a rule that refuses nothing");
            }
            return new PinRule(this, pins);
        }

        private <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set twice in the rule for " + hosts + ", expected once");
            }
            return Objects.requireNonNull(now, option);
        }
    }
}
