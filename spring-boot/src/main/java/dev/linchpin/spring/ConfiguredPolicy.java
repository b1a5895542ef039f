package dev.linchpin.spring;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the policy that the properties describe, or says which of them is wrong. */
final class ConfiguredPolicy {
    private static final String RULES = "linchpin.rules";

    private ConfiguredPolicy() {}

    static PinPolicy of(LinchpinProperties properties) {
        PinPolicy.Builder policy = PinPolicy.builder();
        List<LinchpinProperties.Rule> rules = properties.rules();
        for (int i = 0; i < rules.size(); i++) {
            String name = RULES + "[" + i + "]";
            PinRule rule = rule(name, rules.get(i));
            named(name + ".hosts", () -> policy.rule(rule));
        }
        List<String> exempt = properties.exempt();
        for (int i = 0; i < exempt.size(); i++) {
            String hosts = exempt.get(i);
            named("linchpin.exempt[" + i + "]", () -> policy.exempt(hosts));
        }
        if (properties.unlistedHosts() != null) {
            policy.unlistedHosts(properties.unlistedHosts());
        }
        return named(RULES, policy::build);
    }

    private static PinRule rule(String name, LinchpinProperties.Rule properties) {
        String hosts = properties.hosts();
        if (hosts == null) {
            throw new RefusedPropertyException(
                    name + ".hosts", "it is not set, expected a host, *.domain or **.domain");
        }
        PinRule.Builder rule = named(name + ".hosts", () -> PinRule.builder(hosts));
        rule.pins(pins(name + ".pins", properties.pins()));
        if (properties.mode() != null) {
            rule.mode(properties.mode());
        }
        expiry(name, properties, rule);
        String reason = properties.noBackupPin();
        if (reason != null) {
            named(name + ".no-backup-pin", () -> rule.accept(NoBackupPin.because(reason)));
        }
        return named(name, rule::build);
    }

    private static PinSet pins(String name, List<String> texts) {
        if (texts.isEmpty()) {
            throw new RefusedPropertyException(name, "it is not set, expected a pin in use and a backup pin");
        }
        List<Pin> pins = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            pins.add(named(name + "[" + i + "]", () -> Pin.parse(text)));
        }
        return named(name, () -> PinSet.of(pins));
    }

    private static void expiry(String name, LinchpinProperties.Rule properties, PinRule.Builder rule) {
        String expires = properties.expires();
        AfterExpiry then = properties.afterExpiry();
        if (expires == null) {
            if (then != null) {
                throw new RefusedPropertyException(
                        name + ".after-expiry", "the rule has no expires, expected both or neither");
            }
            return;
        }
        if (then == null) {
            throw new RefusedPropertyException(
                    name + ".after-expiry", "it is not set although expires is, expected fail-open or fail-closed");
        }
        named(name + ".expires", () -> rule.expires(expires, then));
    }

    private static <T> T named(String property, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedPropertyException(property, e);
        }
    }
}
