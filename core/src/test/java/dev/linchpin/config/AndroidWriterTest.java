package dev.linchpin.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.danger.NoBackupPin;
import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AndroidWriterTest {
    private static final String A = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String B = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";

    @Test
    void writes_what_android_can_say_in_its_own_words() {
        WrittenPolicy written = NetworkSecurityConfig.write(PinPolicy.builder()
                .pin("**.example.com", A, B)
                .exempt("cdn.example.com")
                .build());
        assertEquals("""
                <?xml version="1.0" encoding="utf-8"?>
                <network-security-config xmlns:linchpin="urn:linchpin:policy:1">
                    <domain-config cleartextTrafficPermitted="false">
                        <domain includeSubdomains="true">example.com</domain>
                        <pin-set>
                            <pin digest="SHA-256">x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=</pin>
                            <pin digest="SHA-256">58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=</pin>
                        </pin-set>
                    </domain-config>
                    <domain-config>
                        <domain>cdn.example.com</domain>
                        <pin-set/>
                    </domain-config>
                </network-security-config>
                """, written.text());
        assertEquals(List.of(), written.findings());
    }

    @Test
    void says_what_android_will_do_otherwise() {
        WrittenPolicy written = NetworkSecurityConfig.write(PinPolicy.builder()
                .rule(PinRule.builder("*.example.com")
                        .pins(A, B)
                        .mode(EnforcementMode.REPORT_ONLY)
                        .build())
                .rule(PinRule.builder("example.com")
                        .pins(A, "cert-" + B)
                        .expires("2030-12-31T12:00:00Z", AfterExpiry.FAIL_CLOSED)
                        .build())
                .unlistedHosts(UnlistedHosts.DENY)
                .build());
        assertEquals(
                List.of(
                        "unlisted-hosts",
                        "one-label",
                        "report-only",
                        "expiration-instant",
                        "fail-closed",
                        "certificate-pins"),
                written.findings().stream().map(Finding::rule).toList());
    }

    /** To leave one of the two out, or to make one of both, would be another policy. */
    @Test
    void refuses_a_domain_that_would_be_in_the_file_twice() {
        PinPolicy policy = PinPolicy.builder()
                .pin("**.example.com", A, B)
                .exempt("example.com")
                .build();
        PolicyFileException refusal =
                assertThrows(PolicyFileException.class, () -> NetworkSecurityConfig.write(policy));
        assertEquals("duplicate-domain", refusal.findings().get(0).rule());
    }

    /** A reason may hold anything, and is an attribute. */
    @Test
    void escapes_reasons() {
        String reason = "\"<&>'\n\t\u0000\ud800\ufffe é \ud83d\udd11";
        PinPolicy policy = PinPolicy.builder()
                .rule(PinRule.builder("example.com")
                        .pins(A)
                        .accept(NoBackupPin.because(reason))
                        .build())
                .build();
        PinRule read = NetworkSecurityConfig.parse(
                        NetworkSecurityConfig.write(policy).text())
                .policy()
                .rules()
                .get(0);
        assertEquals(
                "\"<&>'\n\t\ufffd\ufffd\ufffd é \ud83d\udd11",
                read.noBackupPin().orElseThrow().reason());
    }

    /** What was written is read again as the same policy, whatever is in it. */
    @Test
    void reads_again_what_it_writes() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            PinPolicy policy = policy(random);
            String text = NetworkSecurityConfig.write(policy).text();
            PinPolicy read = NetworkSecurityConfig.parse(text).policy();
            assertEquals(describe(policy), describe(read), text);
        }
    }

    private static String describe(PinPolicy policy) {
        StringBuilder text = new StringBuilder(policy.unlistedHosts() + " exempt " + policy.exemptions());
        for (PinRule rule : policy.rules()) {
            text.append('\n')
                    .append(rule)
                    .append(' ')
                    .append(rule.pins())
                    .append(rule.noBackupPin().map(NoBackupPin::reason));
        }
        return text.toString();
    }

    private static PinPolicy policy(Random random) {
        PinPolicy.Builder policy = PinPolicy.builder()
                .unlistedHosts(List.of(UnlistedHosts.ALLOW, UnlistedHosts.REPORT, UnlistedHosts.DENY)
                        .get(random.nextInt(3)))
                .pin("always.example.net", A, B);
        Set<String> hosts = new HashSet<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String host =
                    List.of("", "*.", "**.").get(random.nextInt(3)) + "abcd".charAt(random.nextInt(4)) + ".example.com";
            if (hosts.add(host.replace("**.", ""))) {
                if (random.nextInt(4) == 0) {
                    policy.exempt(host);
                } else {
                    policy.rule(rule(random, host));
                }
            }
        }
        return policy.build();
    }

    private static PinRule rule(Random random, String host) {
        List<Pin> pins = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            pins.add(Pin.parse((random.nextInt(4) == 0 ? "cert-sha256/" : "sha256/")
                    + Base64.getEncoder().encodeToString(hash)));
        }
        // Pins of keys are written before those of certificates.
        pins.sort((one, other) ->
                Boolean.compare(one.toString().startsWith("c"), other.toString().startsWith("c")));
        PinRule.Builder rule = PinRule.builder(host).pins(PinSet.of(pins));
        boolean reported = random.nextInt(3) == 0;
        if (reported) {
            rule.mode(EnforcementMode.REPORT_ONLY);
        }
        if (random.nextBoolean()) {
            Instant end = Instant.ofEpochSecond(1_900_000_000L + random.nextInt(100_000_000));
            AfterExpiry then = reported || random.nextBoolean() ? AfterExpiry.FAIL_OPEN : AfterExpiry.FAIL_CLOSED;
            if (random.nextBoolean()) {
                rule.expires(end, then);
            } else {
                rule.expires(end.toString().substring(0, 10), then);
            }
        }
        if (pins.size() == 1 || random.nextInt(5) == 0) {
            rule.accept(NoBackupPin.because("it is a test & nothing \"else\""));
        }
        assertTrue(pins.size() > 0);
        return rule.build();
    }
}
