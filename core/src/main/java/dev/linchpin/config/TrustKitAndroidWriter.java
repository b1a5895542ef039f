package dev.linchpin.config;

import dev.linchpin.config.PolicyDraft.Coverage;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.Base64;
import java.util.List;

/** Writes a policy for TrustKit for Android. Reports go nowhere: whom they are sent to is for whoever ships the file to say. */
final class TrustKitAndroidWriter {
    private final PinPolicy policy;
    private final Losses losses;
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

    TrustKitAndroidWriter(PinPolicy policy) {
        this.policy = policy;
        this.losses = new Losses("TrustKit", policy);
    }

    WrittenPolicy write() {
        losses.unlistedHosts();
        out.append("<network-security-config>\n");
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(this::exemption);
        out.append("</network-security-config>\n");
        return new WrittenPolicy(out.toString(), losses.findings());
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
        if (!enforced) {
            losses.warn(
                    "report-only",
                    "Android enforces the pins of " + rule.hosts()
                            + " if the manifest names the file; TrustKit only reports");
        }
        out.append("    <domain-config cleartextTrafficPermitted=\"false\">\n");
        domain(rule.hosts());
        out.append("        <pin-set");
        losses.day(rule)
                .ifPresent(day -> out.append(" expiration=\"").append(day).append('"'));
        out.append(">\n");
        for (SpkiPin pin : keys) {
            out.append("            <pin digest=\"SHA-256\">")
                    .append(Base64.getEncoder().encodeToString(pin.hash()))
                    .append("</pin>\n");
        }
        out.append("        </pin-set>\n        <trustkit-config enforcePinning=\"")
                .append(enforced)
                .append("\" disableDefaultReportUri=\"true\"/>\n    </domain-config>\n");
        if (enforced) {
            losses.noBackupPin(rule);
        }
    }

    private void exemption(HostPattern hosts) {
        if (losses.isDomain(hosts) && !losses.isSecond(hosts)) {
            out.append("    <domain-config>\n");
            domain(hosts);
            out.append("        <pin-set/>\n    </domain-config>\n");
        }
    }

    private void domain(HostPattern hosts) {
        boolean subtree = Coverage.of(hosts.toString()) == Coverage.SUBTREE;
        out.append("        <domain includeSubdomains=\"")
                .append(subtree)
                .append("\">")
                .append(Coverage.name(hosts))
                .append("</domain>\n");
    }
}
