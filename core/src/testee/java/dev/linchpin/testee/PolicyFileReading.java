package dev.linchpin.testee;

import dev.linchpin.config.Compatibility;
import dev.linchpin.config.HostSettings;
import dev.linchpin.config.HostSettings.AnchorSource;
import dev.linchpin.config.NetworkSecurityConfig;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.PolicyEntry;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.vectors.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The operations that read a network security configuration, as Android does and strictly. */
final class PolicyFileReading {
    private PolicyFileReading() {}

    static Answer android(Input input) {
        NetworkSecurityConfig.Reader reader = NetworkSecurityConfig.reader()
                .compatibility(Compatibility.ANDROID)
                .debuggable(input.is("debuggable"));
        input.number("level").ifPresent(reader::apiLevel);
        HostSettings settings = reader.parse(input.text("xml")).settingsFor(input.text("host"));
        if (settings.pins().isEmpty()) {
            return Answer.of("unlisted");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pins", settings.pins().stream().map(pin -> "sha256/" + pin).toList());
        settings.expires().ifPresent(instant -> fields.put("expires", instant.toString()));
        fields.put(
                "overriddenBy",
                settings.trustAnchors().orElse(List.of()).stream()
                        .filter(AnchorSource::overridesPins)
                        .map(AnchorSource::source)
                        .toList());
        return new Answer("match", fields);
    }

    static Answer strict(Input input) {
        PinPolicy policy = NetworkSecurityConfig.parse(input.text("xml")).policy();
        Optional<PolicyEntry> entry = policy.entryFor(Hostname.parse(input.text("host")));
        if (!entry.isPresent()) {
            return Answer.of(policy.unlistedHosts() == UnlistedHosts.DENY ? "reject" : "unlisted");
        }
        return entry.get() instanceof PinRule rule ? answer(rule) : Answer.of("exempt");
    }

    private static Answer answer(PinRule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "pins",
                StreamSupport.stream(rule.pins().spliterator(), false)
                        .map(Pin::toString)
                        .sorted()
                        .toList());
        rule.expires().ifPresent(instant -> fields.put("expires", instant.toString()));
        if (rule.mode() == EnforcementMode.REPORT_ONLY) {
            fields.put("mode", "report-only");
        }
        if (rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED))) {
            fields.put("afterExpiry", "fail-closed");
        }
        return new Answer("match", fields);
    }
}
