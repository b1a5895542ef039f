package dev.linchpin.config;

import static dev.linchpin.config.PinnedDomains.Identities.CA;
import static dev.linchpin.config.PinnedDomains.Identities.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a policy says is there when what was written is read, or a finding of the writer says that it is not. */
class RoundTripTest {
    private static final Instant NOTED = Instant.parse("2026-11-27T10:00:00Z");
    private static final int POLICIES = 1_000;

    record Format(String name, Function<PinPolicy, WrittenPolicy> writer, Function<String, Inspection> reader) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Format> formats() {
        return List.of(
                new Format("OkHttp", OkHttpPins::write, OkHttpPins::inspect),
                new Format("TrustKit for Android", TrustKitAndroid::write, TrustKitAndroid::inspect),
                new Format("TrustKit for iOS", TrustKitPlist::write, TrustKitPlist::inspect),
                new Format("leaves of iOS", policy -> PinnedDomains.write(policy, LEAF), PinnedDomains::inspect),
                new Format("authorities of iOS", policy -> PinnedDomains.write(policy, CA), PinnedDomains::inspect),
                new Format("RFC 7469", policy -> PublicKeyPins.write(policy, NOTED), PublicKeyPins::inspect));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void reads_what_it_wrote_or_says_what_it_could_not_write(Format format) {
        RandomPolicies policies = new RandomPolicies(new Random(7469));
        int exact = 0;
        for (int i = 0; i < POLICIES; i++) {
            PinPolicy policy = policies.next();
            WrittenPolicy written = format.writer().apply(policy);
            Inspection inspection = format.reader().apply(written.text());
            Map<String, String> read = readable(inspection);
            Map<String, String> expected = entries(policy);
            read.keySet()
                    .forEach(hosts -> assertTrue(
                            expected.containsKey(hosts) || saysOf(written, hosts),
                            () -> hosts + " was never written\n" + policy.rules() + written));
            for (Map.Entry<String, String> entry : expected.entrySet()) {
                if (entry.getValue().equals(read.get(entry.getKey()))) {
                    exact++;
                } else {
                    assertTrue(
                            saysOf(written, entry.getKey()),
                            () -> entry + " became " + read.get(entry.getKey()) + "\n" + written);
                }
            }
        }
        assertTrue(exact > POLICIES / 2, "of all entries " + exact + " came through as they were");
    }

    /** Attributes are lost one by one, so a policy with an error in it is compared as far as the draft goes. */
    private static Map<String, String> readable(Inspection inspection) {
        Map<String, String> read = new LinkedHashMap<>();
        for (PolicyDraft.Host host : inspection.draft().orElseThrow().hosts()) {
            try {
                PolicyDraft alone = new PolicyDraft(List.of(host), UnlistedHosts.DENY);
                read.putAll(entries(alone.policy()));
            } catch (PolicyFileException e) {
                assertEquals("single-pin", e.findings().get(0).rule(), e.getMessage());
            }
        }
        return read;
    }

    private static Map<String, String> entries(PinPolicy policy) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (PinRule rule : policy.rules()) {
            entries.put(rule.hosts().toString(), describe(rule));
        }
        for (HostPattern hosts : policy.exemptions()) {
            entries.put(hosts.toString(), "exempt");
        }
        return entries;
    }

    private static String describe(PinRule rule) {
        TreeSet<String> pins = new TreeSet<>();
        rule.pins().forEach(pin -> pins.add(pin.toString()));
        return pins + " " + rule.mode() + " " + rule.expires() + " " + rule.afterExpiry() + " "
                + rule.noBackupPin().map(Object::toString);
    }

    private static boolean saysOf(WrittenPolicy written, String hosts) {
        String name = hosts.substring(hosts.lastIndexOf('*') < 0 ? 0 : hosts.lastIndexOf('*') + 2);
        Optional<Finding> about = written.findings().stream()
                .filter(finding -> finding.message().contains(name))
                .findFirst();
        return about.isPresent();
    }
}
