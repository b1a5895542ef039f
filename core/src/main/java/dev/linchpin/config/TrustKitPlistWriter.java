package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.Base64;
import java.util.List;

/** Writes a policy for TrustKit for iOS. Reports go nowhere: whom they are sent to is for whoever ships the file to say. */
final class TrustKitPlistWriter {
    private final PinPolicy policy;
    private final Losses losses;
    private final PlistText out = new PlistText();

    TrustKitPlistWriter(PinPolicy policy) {
        this.policy = policy;
        this.losses = new Losses("TrustKit", policy);
    }

    WrittenPolicy write() {
        losses.unlistedHosts();
        out.open("dict").key(TrustKitPlistReader.CONFIGURATION).open("dict");
        out.key(TrustKitPlistReader.DOMAINS).open("dict");
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(this::exemption);
        out.close("dict").close("dict").close("dict");
        return new WrittenPolicy(out.end(), losses.findings());
    }

    private void rule(PinRule rule) {
        boolean enforced = rule.mode() == EnforcementMode.ENFORCE;
        if (!losses.isDomain(rule.hosts()) || losses.isSecond(rule.hosts())) {
            return;
        }
        List<SpkiPin> keys = losses.keysWithBackup(rule);
        if (keys.isEmpty()) {
            return;
        }
        boolean subtree = Coverage.of(rule.hosts().toString()) == Coverage.SUBTREE;
        out.key(Coverage.name(rule.hosts())).open("dict");
        out.key(TrustKitPlistReader.HASHES).open("array");
        keys.forEach(pin -> out.string(Base64.getEncoder().encodeToString(pin.hash())));
        out.close("array");
        out.key(TrustKitPlistReader.SUBDOMAINS).bool(subtree);
        out.key(TrustKitPlistReader.ENFORCE).bool(enforced);
        losses.day(rule)
                .ifPresent(day -> out.key(TrustKitPlistReader.EXPIRATION).string(day.toString()));
        out.key(TrustKitPlistReader.NO_DEFAULT_REPORTS).bool(true);
        out.close("dict");
        if (enforced) {
            losses.noBackupPin(rule);
        }
    }

    /** TrustKit exempts a host, and only from the policy of a domain above. */
    private void exemption(HostPattern hosts) {
        if (hosts.toString().startsWith("*")) {
            losses.leftOut("exemption", hosts, "exempts single hosts");
        } else if (!losses.wider(hosts)
                .filter(rule -> rule.hosts().toString().startsWith("**."))
                .isPresent()) {
            losses.leftOut("exemption", hosts, "exempts from the policy of a domain above only");
        } else {
            out.key(hosts.toString()).open("dict");
            out.key(TrustKitPlistReader.EXCLUDE).bool(true).close("dict");
        }
    }
}
