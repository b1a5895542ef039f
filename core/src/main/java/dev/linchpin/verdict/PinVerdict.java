package dev.linchpin.verdict;

import dev.linchpin.chain.ValidatedPath;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.util.Optional;

/**
 * What the policy says of a peer that PKIX has accepted. Immutable data; turning a refusal into an exception is the caller's
 * business.
 */
public sealed interface PinVerdict {

    /** The host for which the peer was judged. */
    Hostname host();

    /** Whether the connection may be used. */
    boolean accepted();

    /** Whether a {@link dev.linchpin.report.PinReporter} hears of it. */
    default boolean reported() {
        return true;
    }

    /** The peer satisfies this pin of the rule. */
    record Matched(Hostname host, PinRule rule, Pin pin) implements PinVerdict {
        @Override
        public boolean accepted() {
            return true;
        }

        @Override
        public boolean reported() {
            return false;
        }
    }

    /** The most specific entry for the host is an exemption: it is unpinned on purpose, whatever becomes of unlisted hosts. */
    record Exempt(Hostname host, HostPattern exemption) implements PinVerdict {
        @Override
        public boolean accepted() {
            return true;
        }

        @Override
        public boolean reported() {
            return false;
        }
    }

    /** Neither a rule nor an exemption covers the host; the policy's {@link UnlistedHosts} decides. */
    record Unlisted(Hostname host, UnlistedHosts treatment) implements PinVerdict {
        @Override
        public boolean accepted() {
            return treatment != UnlistedHosts.DENY;
        }

        @Override
        public boolean reported() {
            return treatment != UnlistedHosts.ALLOW;
        }
    }

    /** The rule's time is over; its {@link AfterExpiry} decides, whatever the peer presented. */
    record Expired(Hostname host, PinRule rule) implements PinVerdict {
        @Override
        public boolean accepted() {
            return rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_OPEN));
        }
    }

    /**
     * The peer satisfies no pin of a rule that is {@link EnforcementMode#REPORT_ONLY}.
     *
     * @param path a path by which the peer is trusted, if one is known
     * @param missingIssuer the name of who was not sent, escaped for logs, if {@code reason} is {@link MismatchReason#ISSUER_NOT_SENT}
     */
    record ReportedMismatch(
            Hostname host,
            PinRule rule,
            MismatchReason reason,
            Optional<ValidatedPath> path,
            Optional<String> missingIssuer)
            implements PinVerdict {
        @Override
        public boolean accepted() {
            return true;
        }
    }

    /**
     * The peer satisfies no pin of a rule that is {@link EnforcementMode#ENFORCE}.
     *
     * @param path a path by which the peer is trusted, if one is known
     * @param missingIssuer the name of who was not sent, escaped for logs, if {@code reason} is {@link MismatchReason#ISSUER_NOT_SENT}
     */
    record Mismatch(
            Hostname host,
            PinRule rule,
            MismatchReason reason,
            Optional<ValidatedPath> path,
            Optional<String> missingIssuer)
            implements PinVerdict {
        @Override
        public boolean accepted() {
            return false;
        }
    }
}
