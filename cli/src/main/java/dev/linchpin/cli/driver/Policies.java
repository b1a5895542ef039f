package dev.linchpin.cli.driver;

import dev.linchpin.Linchpin;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.security.GeneralSecurityException;

/** Translates the gauntlet's policies into Linchpin's. */
public final class Policies {
    private Policies() {}

    static Linchpin linchpin(Setup setup, TlsProvider provider) throws GeneralSecurityException {
        Linchpin.Builder linchpin =
                Linchpin.builder().policy(policy(setup.policy())).clock(setup.clock());
        if (setup.trust().equals(TrustSpec.STANDARD)) {
            linchpin.trustedCertificates(setup.trustAnchors());
        } else {
            linchpin.trustManager(OwnTrust.of(setup));
        }
        provider.given().ifPresent(linchpin::provider);
        return linchpin.build();
    }

    /** The same policy, in the words of core. */
    public static PinPolicy policy(PolicySpec spec) {
        if (spec.file().isPresent()) {
            return NetworkSecurityConfig.parse(spec.file().get()).policy();
        }
        PinPolicy.Builder policy = PinPolicy.builder().unlistedHosts(unlisted(spec.unlisted()));
        spec.rules().forEach(rule -> policy.rule(rule(rule)));
        spec.exemptions().forEach(policy::exempt);
        return policy.build();
    }

    private static PinRule rule(PolicySpec.Rule spec) {
        PinRule.Builder rule = PinRule.builder(spec.pattern()).pins(spec.pins().toArray(String[]::new));
        if (spec.reportOnly()) {
            rule.mode(EnforcementMode.REPORT_ONLY);
        }
        if (spec.expiry() != null) {
            rule.expires(spec.expiry().at(), afterExpiry(spec.expiry().after()));
        }
        return rule.build();
    }

    private static AfterExpiry afterExpiry(PolicySpec.AfterExpiry spec) {
        return switch (spec) {
            case FAIL_OPEN -> AfterExpiry.FAIL_OPEN;
            case FAIL_CLOSED -> AfterExpiry.FAIL_CLOSED;
        };
    }

    private static UnlistedHosts unlisted(PolicySpec.Unlisted spec) {
        return switch (spec) {
            case ALLOW -> UnlistedHosts.ALLOW;
            case REPORT -> UnlistedHosts.REPORT;
            case DENY -> UnlistedHosts.DENY;
        };
    }
}
