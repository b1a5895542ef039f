package dev.linchpin.remote;

import dev.linchpin.internal.Quoted;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A {@link PinPolicy} as JSON. Hosts and pins stand there as their canonical text and in no other, so that whoever reads them, in any
 * language, compares texts.
 */
final class PolicyJson {
    private static final int MAX_RULES = 1000;
    private static final int MAX_HOSTS = 100; // of one rule
    private static final int MAX_PINS = 64; // of one rule

    private PolicyJson() {}

    static PinPolicy read(JsonReader json) {
        PinPolicy.Builder policy = PinPolicy.builder();
        json.object("policy", List.of("rules"), List.of("exemptions", "unlistedHosts"), name -> {
            switch (name) {
                case "rules" ->
                    json.array(
                            "rules",
                            0,
                            MAX_RULES,
                            () -> new RuleParts().read(json).addTo(policy));
                case "exemptions" -> json.array("exemptions", 0, MAX_RULES, () -> policy.exempt(host(json)));
                default ->
                    policy.unlistedHosts(
                            UnlistedHosts.valueOf(constant(json.oneOf("unlistedHosts", "allow", "report", "deny"))));
            }
        });
        return policy.build();
    }

    private static String host(JsonReader json) {
        String text = json.text("a host");
        if (!HostPattern.parse(text).toString().equals(text)) {
            throw new IllegalArgumentException("the host " + Quoted.of(text) + " is not canonical, expected "
                    + Quoted.of(HostPattern.parse(text).toString()));
        }
        return text;
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The members of one rule, which may come in any order. */
    private static final class RuleParts {
        private final List<String> hosts = new ArrayList<>();
        private final List<Pin> pins = new ArrayList<>();
        private EnforcementMode mode = EnforcementMode.ENFORCE;
        private @Nullable Instant expires;
        private @Nullable AfterExpiry afterExpiry;

        RuleParts read(JsonReader json) {
            json.object("a rule", List.of("hosts", "pins"), List.of("mode", "expires", "afterExpiry"), name -> {
                switch (name) {
                    case "hosts" -> json.array("hosts", 1, MAX_HOSTS, () -> hosts.add(host(json)));
                    case "pins" -> json.array("pins", 1, MAX_PINS, () -> pins.add(pin(json.text("a pin"))));
                    case "mode" ->
                        mode = EnforcementMode.valueOf(constant(json.oneOf("mode", "enforce", "report-only")));
                    case "expires" -> expires = Bundle.instant("expires of a rule", json.text("expires of a rule"));
                    default ->
                        afterExpiry =
                                AfterExpiry.valueOf(constant(json.oneOf("afterExpiry", "fail-open", "fail-closed")));
                }
            });
            if ((expires == null) != (afterExpiry == null)) {
                throw new IllegalArgumentException("the rule for " + hosts.get(0)
                        + " has only one of expires and afterExpiry, expected both or neither");
            }
            return this;
        }

        private Pin pin(String text) {
            Pin pin = Pin.parse(text);
            if (pins.contains(pin)) {
                throw new IllegalArgumentException(
                        "the pin " + pin + " is listed twice in a rule, expected different pins");
            }
            return pin;
        }

        void addTo(PinPolicy.Builder policy) {
            for (String host : hosts) {
                PinRule.Builder rule =
                        PinRule.builder(host).pins(PinSet.of(pins)).mode(mode);
                if (expires != null && afterExpiry != null) {
                    rule.expires(expires, afterExpiry);
                }
                policy.rule(rule.build());
            }
        }
    }

    static void write(JsonGenerator json, PinPolicy policy) {
        json.writeStartObject();
        json.writeArrayPropertyStart("rules");
        policy.rules().forEach(rule -> write(json, rule));
        json.writeEndArray();
        if (!policy.exemptions().isEmpty()) {
            json.writeArrayPropertyStart("exemptions");
            policy.exemptions().forEach(hosts -> json.writeString(hosts.toString()));
            json.writeEndArray();
        }
        json.writeStringProperty("unlistedHosts", word(policy.unlistedHosts()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PinRule rule) {
        json.writeStartObject();
        json.writeArrayPropertyStart("hosts");
        json.writeString(rule.hosts().toString());
        json.writeEndArray();
        json.writeArrayPropertyStart("pins");
        rule.pins().forEach(pin -> json.writeString(pin.toString()));
        json.writeEndArray();
        json.writeStringProperty("mode", word(rule.mode()));
        rule.expires().ifPresent(expires -> {
            json.writeStringProperty("expires", BundleWriter.text(expires));
            rule.afterExpiry().ifPresent(then -> json.writeStringProperty("afterExpiry", word(then)));
        });
        json.writeEndObject();
    }
}
