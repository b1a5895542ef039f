package dev.linchpin.testee;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.CertificatePin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinFormatException;
import dev.linchpin.pin.PinSet;
import dev.linchpin.pin.SpkiPin;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.PolicyEntry;
import dev.linchpin.policy.UnlistedHosts;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.Choices;
import dev.linchpin.vectors.CodeUnits;
import dev.linchpin.vectors.Hello;
import dev.linchpin.vectors.Implementation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Linchpin's core behind the operations of the test vectors. It decides nothing by itself: each operation is put to the public API
 * that an application uses, and what that refuses ({@link IllegalArgumentException}) is a {@code reject}. Safe for use by several
 * threads.
 */
public final class CoreImplementation implements Implementation {
    private static final String ANY_HOST = "any.host.example";
    private static final NoBackupPin ONE_PIN_IS_ENOUGH = NoBackupPin.because("the vector is not about backup pins");

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    public CoreImplementation() {
        operations.put("spki.hash", CoreImplementation::spkiHash);
        operations.put("pin.parse", CoreImplementation::pinParse);
        operations.put("pinset.parse", CoreImplementation::pinsetParse);
        operations.put("host.match", CoreImplementation::hostMatch);
        operations.put("policy.select", CoreImplementation::policySelect);
        operations.put("pin.leaf", CoreImplementation::pinLeaf);
        operations.put("pin.check", PeerDecision::pinCheck);
        operations.put("policy.decide", PeerDecision::policyDecide);
        operations.put("nsc.android", PolicyFileReading::android);
        operations.put("nsc.strict", PolicyFileReading::strict);
    }

    @Override
    public Hello hello() {
        return new Hello(
                "linchpin",
                "0.1.0",
                "java",
                operations.keySet(),
                Set.of("idna", "path", "cert-pin", "expiry", "exempt", CodeUnits.FEATURE),
                Choices.linchpins());
    }

    @Override
    public Answer run(String op, Map<String, Object> input) {
        Operation operation = operations.get(op);
        if (operation == null) {
            throw new UnsupportedOperationException("no operation " + op);
        }
        try {
            return operation.run(new Input(input));
        } catch (IllegalArgumentException refused) {
            return Answer.of("reject");
        }
    }

    private static Answer spkiHash(Input input) {
        SpkiPin pin = input.has("certificate")
                ? SpkiPin.ofCertificate(input.bytes("certificate"))
                : SpkiPin.ofSpki(input.bytes("spki"));
        return Answer.of("ok", "pin", pin.toString());
    }

    private static Answer pinParse(Input input) {
        Pin.parse(input.text("text"));
        return Answer.of("ok");
    }

    private static Answer pinsetParse(Input input) {
        PinRule rule = PinRule.builder(ANY_HOST)
                .pins(input.texts("pins"))
                .mode(mode(input))
                .build();
        return Answer.of("ok", "size", rule.pins().size());
    }

    private static Answer hostMatch(Input input) {
        HostPattern pattern = HostPattern.parse(input.text("pattern"));
        return Answer.of(pattern.matches(Hostname.parse(input.text("host"))) ? "match" : "no-match");
    }

    private static Answer policySelect(Input input) {
        PinPolicy.Builder policy = PinPolicy.builder()
                .unlistedHosts(
                        switch (input.text("unlisted")) {
                            case "allow" -> UnlistedHosts.ALLOW;
                            case "report" -> UnlistedHosts.REPORT;
                            default -> UnlistedHosts.DENY;
                        });
        Pin anyPin = Pin.parse(
                "sha256/" + Base64.getEncoder().encodeToString(new byte[32]).replaceFirst("A", "B"));
        List<PinRule> rules = new ArrayList<>();
        for (String pattern : input.texts("rules")) {
            PinRule rule = PinRule.builder(pattern)
                    .pins(PinSet.of(anyPin))
                    .accept(ONE_PIN_IS_ENOUGH)
                    .build();
            rules.add(rule);
            policy.rule(rule);
        }
        if (input.has("exemptions")) {
            List.of(input.texts("exemptions")).forEach(policy::exempt);
        }
        Optional<PolicyEntry> selected = policy.build().entryFor(Hostname.parse(input.text("host")));
        if (selected.isPresent()) {
            int rule = rules.indexOf(selected.get());
            return rule < 0 ? Answer.of("exempt") : Answer.of("match", "rule", input.texts("rules")[rule]);
        }
        return Answer.of(input.text("unlisted").equals("deny") ? "reject" : "unlisted");
    }

    /** By the bytes of the certificate, since vectors hold keys that this platform may not be able to parse. */
    private static Answer pinLeaf(Input input) {
        PinSet pins = pins(input);
        byte[] certificate = input.bytes("certificate");
        boolean matches = pins.contains(SpkiPin.ofCertificate(certificate))
                || pins.contains(CertificatePin.ofCertificate(certificate));
        return Answer.of(matches ? "match" : "mismatch");
    }

    /**
     * The pins of an input.
     *
     * @throws PinFormatException if one is malformed
     */
    static PinSet pins(Input input) {
        List<Pin> pins = new ArrayList<>();
        for (String text : input.texts("pins")) {
            pins.add(Pin.parse(text));
        }
        return PinSet.of(pins);
    }

    static EnforcementMode mode(Input input) {
        return input.has("mode") && input.text("mode").equals("report-only")
                ? EnforcementMode.REPORT_ONLY
                : EnforcementMode.ENFORCE;
    }

    static PinRule.Builder enforcedByAnyPin(String host, PinSet pins) {
        return PinRule.builder(host).pins(pins).accept(ONE_PIN_IS_ENOUGH);
    }

    @FunctionalInterface
    private interface Operation {
        Answer run(Input input);
    }
}
