package dev.linchpin.config;

import dev.linchpin.config.PinnedDomains.Identities;
import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code NSPinnedDomains}. A rule for a host and one for {@code *.} of it become one domain if their pins are the same. */
final class PinnedDomainsWriter {
    private final PinPolicy policy;
    private final Identities identities;
    private final Losses losses;
    private final PlistText out = new PlistText();
    private final Map<String, PinRule> byPattern = new HashMap<>();

    PinnedDomainsWriter(PinPolicy policy, Identities identities) {
        this.policy = policy;
        this.identities = identities;
        this.losses = new Losses("iOS", policy);
        policy.rules().forEach(rule -> byPattern.put(rule.hosts().toString(), rule));
    }

    WrittenPolicy write() {
        losses.unlistedHosts();
        losses.warn(
                "identities",
                "iOS compares the pins with " + (identities == Identities.CA ? "authorities" : "the leaf")
                        + " alone, Linchpin with every certificate of the path");
        out.open("dict").key(PinnedDomainsReader.SECURITY).open("dict");
        out.key(PinnedDomainsReader.DOMAINS).open("dict");
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(hosts -> losses.leftOut("exemption", hosts, "has no exemptions"));
        out.close("dict").close("dict").close("dict");
        return new WrittenPolicy(out.end(), losses.findings());
    }

    private void rule(PinRule rule) {
        HostPattern hosts = rule.hosts();
        String name = Coverage.name(hosts);
        if (Coverage.of(hosts.toString()) == Coverage.ONE_LABEL) {
            if (!isTwin(byPattern.get(name), rule)) {
                losses.leftOut("one-label", hosts, "covers a domain with its names of one label more, or not");
            }
            return;
        }
        if (losses.isSecond(hosts) || !losses.isDomain(hosts)) {
            return;
        }
        if (rule.mode() == EnforcementMode.REPORT_ONLY) {
            losses.leftOut("report-only", hosts, "refuses what does not match");
            return;
        }
        List<SpkiPin> keys = losses.keys(rule);
        if (!keys.isEmpty()) {
            domain(rule, name, keys);
        }
    }

    private void domain(PinRule rule, String name, List<SpkiPin> keys) {
        boolean subtree = Coverage.of(rule.hosts().toString()) == Coverage.SUBTREE;
        if (subtree) {
            losses.warn(
                    "subdomains",
                    "iOS does not pin hosts that are more than one label below " + name + ", Linchpin does");
        }
        PinRule oneLabel = byPattern.get("*." + name);
        losses.noExpiry(rule);
        losses.noBackupPin(rule);
        out.key(name).open("dict");
        out.key(PinnedDomainsReader.SUBDOMAINS).bool(subtree || (oneLabel != null && isTwin(rule, oneLabel)));
        out.key(identities.key()).open("array");
        for (SpkiPin pin : keys) {
            out.open("dict").key(PinnedDomainsReader.HASH);
            out.string(Base64.getEncoder().encodeToString(pin.hash())).close("dict");
        }
        out.close("array").close("dict");
    }

    private static boolean isTwin(@Nullable PinRule host, PinRule oneLabel) {
        return host != null
                && host.pins().equals(oneLabel.pins())
                && host.mode() == EnforcementMode.ENFORCE
                && oneLabel.mode() == EnforcementMode.ENFORCE;
    }
}
