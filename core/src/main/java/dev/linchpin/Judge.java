package dev.linchpin;

import dev.linchpin.chain.PathFinder;
import dev.linchpin.chain.PathOutcome;
import dev.linchpin.chain.PathWitness;
import dev.linchpin.chain.ValidatedPath;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.PolicyEntry;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the policy lists for a host, and the presented chain, in; verdict out. Without side effects, and safe for use by several threads. */
final class Judge {
    private final PathFinder paths;
    private final Clock clock;

    Judge(PathFinder paths, Clock clock) {
        this.paths = paths;
        this.clock = clock;
    }

    /**
     * What the policy says.
     *
     * @param witness asked about paths if the leaf itself is not pinned
     */
    PinVerdict judge(Listing listing, List<X509Certificate> presented, PathWitness witness) {
        Hostname host = listing.host();
        PolicyEntry entry = listing.entry().orElse(null);
        if (entry == null) {
            return new PinVerdict.Unlisted(host, listing.policy().unlistedHosts());
        }
        return entry instanceof PinRule rule
                ? judge(rule, host, presented, witness)
                : new PinVerdict.Exempt(host, entry.hosts());
    }

    private PinVerdict judge(PinRule rule, Hostname host, List<X509Certificate> presented, PathWitness witness) {
        if (isExpired(rule)) {
            return new PinVerdict.Expired(host, rule);
        }
        if (presented.isEmpty()) {
            return mismatch(host, rule, MismatchReason.NO_CERTIFICATE, null);
        }
        try {
            // PKIX has accepted this leaf: if it is pinned itself, it matters on no path.
            Optional<Pin> leaf = rule.pins().match(presented.get(0));
            return leaf.isPresent()
                    ? new PinVerdict.Matched(host, rule, leaf.get())
                    : judgeAbove(host, rule, paths.find(presented, rule.pins(), witness));
        } catch (PinFormatException e) {
            return mismatch(host, rule, MismatchReason.UNREADABLE_CERTIFICATE, null);
        }
    }

    /** Most rules never expire: for them the clock is not even asked, which in a handshake takes as long as finding the rule. */
    private boolean isExpired(PinRule rule) {
        return rule.expires().isPresent() && rule.isExpiredAt(clock.instant());
    }

    private static PinVerdict judgeAbove(Hostname host, PinRule rule, PathOutcome outcome) {
        if (outcome instanceof PathOutcome.Pinned pinned) {
            return new PinVerdict.Matched(host, rule, pinned.pin());
        }
        if (outcome instanceof PathOutcome.Unpinned unpinned) {
            return mismatch(host, rule, MismatchReason.NO_PINNED_CERTIFICATE, unpinned.path());
        }
        if (outcome instanceof PathOutcome.Unattested unattested) {
            return mismatch(host, rule, MismatchReason.PINNED_BEYOND_TRUST, unattested.path());
        }
        if (outcome instanceof PathOutcome.OverBudget) {
            return mismatch(host, rule, MismatchReason.SEARCH_BUDGET_EXCEEDED, null);
        }
        if (outcome instanceof PathOutcome.NoAnchors) {
            return mismatch(host, rule, MismatchReason.NO_TRUST_ANCHORS, null);
        }
        return withoutPath(host, rule, ((PathOutcome.NoPath) outcome).missingIssuer());
    }

    /** The trust manager has accepted the peer, so where names break off it knows an issuer that we were not shown. */
    private static PinVerdict withoutPath(Hostname host, PinRule rule, Optional<String> missingIssuer) {
        MismatchReason reason =
                missingIssuer.isPresent() ? MismatchReason.ISSUER_NOT_SENT : MismatchReason.NO_VALID_PATH;
        return mismatch(host, rule, reason, Optional.empty(), missingIssuer);
    }

    private static PinVerdict mismatch(
            Hostname host, PinRule rule, MismatchReason reason, @Nullable ValidatedPath path) {
        return mismatch(host, rule, reason, Optional.ofNullable(path), Optional.empty());
    }

    private static PinVerdict mismatch(
            Hostname host,
            PinRule rule,
            MismatchReason reason,
            Optional<ValidatedPath> path,
            Optional<String> missingIssuer) {
        return rule.mode() == EnforcementMode.ENFORCE
                ? new PinVerdict.Mismatch(host, rule, reason, path, missingIssuer)
                : new PinVerdict.ReportedMismatch(host, rule, reason, path, missingIssuer);
    }
}
