package dev.linchpin.config;

import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.List;

/** Writes a policy as patterns of OkHttp, one to a line. */
final class OkHttpWriter {
    private final PinPolicy policy;
    private final Losses losses;
    private final StringBuilder out = new StringBuilder();

    OkHttpWriter(PinPolicy policy) {
        this.policy = policy;
        this.losses = new Losses("OkHttp", policy);
    }

    WrittenPolicy write() {
        losses.unlistedHosts();
        policy.rules().forEach(this::rule);
        policy.exemptions().forEach(hosts -> losses.leftOut("exemption", hosts, "has no exemptions"));
        String text = out.toString();
        united(text);
        return new WrittenPolicy(text, losses.findings());
    }

    private void rule(PinRule rule) {
        if (rule.mode() == EnforcementMode.REPORT_ONLY) {
            losses.leftOut("report-only", rule.hosts(), "refuses what does not match");
            return;
        }
        List<SpkiPin> keys = losses.keys(rule);
        if (keys.isEmpty()) {
            return;
        }
        losses.noExpiry(rule);
        losses.noBackupPin(rule);
        out.append(rule.hosts());
        keys.forEach(pin -> out.append(' ').append(pin));
        out.append('\n');
    }

    /** What OkHttp accepts beyond the rules is what is found when the text is read. */
    private void united(String text) {
        OkHttpPins.inspect(text).findings().stream()
                .filter(finding -> finding.rule().equals("united-pins"))
                .forEach(finding -> losses.warn(finding.rule(), finding.message()));
    }
}
