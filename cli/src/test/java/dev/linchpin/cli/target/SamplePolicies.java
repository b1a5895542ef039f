package dev.linchpin.cli.target;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Policies that every template is shown. */
final class SamplePolicies {
    static final String ACTIVE = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    static final String BACKUP = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";
    static final String AUTHORITY = "sha256/hxqRlPTu1bMS/0DITB1SSu0vd4u/8l8TjPgfaAp63Gc=";
    private static final String CERTIFICATE = "cert-sha256/Vr1ooMHlBeXwJWMSNiQZ8QRr3wvsGbgZyZ0R0mVBbWc=";

    private SamplePolicies() {}

    static Map<String, PinPolicy> all() {
        Map<String, PinPolicy> policies = new LinkedHashMap<>();
        policies.put("one-host", oneHost());
        policies.put(
                "no-backup",
                PinPolicy.builder()
                        .pin(
                                "api.example.com",
                                ACTIVE,
                                Placeholder.of("api.example.com").toString())
                        .build());
        policies.put("everything", everything());
        return Collections.unmodifiableMap(policies);
    }

    static PinPolicy oneHost() {
        return PinPolicy.builder().pin("api.example.com", ACTIVE, BACKUP).build();
    }

    /** Whatever a policy can say. */
    private static PinPolicy everything() {
        PinPolicy.Builder policy = PinPolicy.builder()
                .pin("api.example.com", ACTIVE, BACKUP)
                .pin("*.example.org", ACTIVE, BACKUP, AUTHORITY)
                .pin("xn--bcher-kva.example", ACTIVE, BACKUP)
                .pin("192.0.2.7", ACTIVE, BACKUP)
                .pin("2001:db8::7", ACTIVE, BACKUP)
                .pin("certificate.example.net", ACTIVE, CERTIFICATE)
                .exempt("cdn.tree.example.com")
                .unlistedHosts(UnlistedHosts.DENY);
        Stream.of(
                        PinRule.builder("**.tree.example.com")
                                .pins(ACTIVE, BACKUP)
                                .expires("2030-12-31", AfterExpiry.FAIL_OPEN),
                        PinRule.builder("closed.example.com")
                                .pins(ACTIVE, BACKUP)
                                .expires("2030-12-31T12:00:00Z", AfterExpiry.FAIL_CLOSED),
                        PinRule.builder("watched.example.com")
                                .pins(ACTIVE, BACKUP)
                                .mode(EnforcementMode.REPORT_ONLY),
                        PinRule.builder("single.example.com")
                                .pins(ACTIVE)
                                .accept(NoBackupPin.because("the \"key\" is in a vault; */ -- ?> \\u000a")))
                .map(PinRule.Builder::build)
                .forEach(policy::rule);
        return policy.build();
    }

    /** The rules by their hosts, in words that tell policies apart. */
    static Map<String, String> rules(PinPolicy policy) {
        Map<String, String> rules = new TreeMap<>();
        policy.rules()
                .forEach(rule -> rules.put(
                        rule.hosts().toString(),
                        rule.pins() + " " + rule.mode() + " " + rule.expires() + " " + rule.afterExpiry()));
        return rules;
    }

    /** What the pins are the pins of, with what an attacker might write into a certificate. */
    static String describe(Pin pin) {
        return switch (pin.toString()) {
            case ACTIVE -> "leaf, CN=api.example.com, until 2027-02-19";
            case BACKUP -> "backup key */ --> ?> # \\u000a\nrm -rf";
            default -> "";
        };
    }
}
