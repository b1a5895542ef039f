package dev.linchpin.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinPolicyTest {
    private static final String A = "sha256/x4QzPSC810K5/cMjb05Qm4k3Bw5zBn4lTdO/nEW/Td4=";
    private static final String B = "sha256/58qRu/uxh4gFezqAcERupSkRYBlBAvfcw7mEjGPLnNU=";

    /** One rule decides, and it is the one that says most about the host. */
    @ParameterizedTest
    @CsvSource({
        "api.example.com, api.example.com",
        "www.example.com, *.example.com",
        "example.com, **.example.com",
        "a.b.example.com, **.example.com",
        "deep.example.com, **.deep.example.com",
        "x.deep.example.com, **.deep.example.com",
        "192.0.2.1, 192.0.2.1",
        "example.org, ",
        "com, ",
        "badexample.com, ",
        "192.0.2.2, ",
    })
    void selects_the_most_specific_rule_whatever_the_order(String host, String pattern) {
        List<String> patterns = new ArrayList<>(
                List.of("**.example.com", "*.example.com", "api.example.com", "**.deep.example.com", "192.0.2.1"));
        for (int order = 0; order < 2; order++) {
            assertEquals(Optional.ofNullable(pattern), selected(patterns, host));
            Collections.reverse(patterns);
        }
    }

    @Test
    void prefers_one_label_to_any_depth_over_the_same_domain() {
        assertEquals(
                Optional.of("*.example.com"), selected(List.of("**.example.com", "*.example.com"), "a.example.com"));
    }

    /** The look-up tables against the definition: of all matching patterns, the longest domain, and then the narrowest. */
    @Test
    void agrees_with_a_scan_of_all_rules() {
        Random random = new Random(20261121);
        for (int round = 0; round < 2_000; round++) {
            List<String> patterns = Stream.generate(() -> prefix(random) + name(random, 2))
                    .map(pattern -> HostPattern.parse(pattern).toString())
                    .distinct()
                    .limit(6)
                    .toList();
            String host = name(random, 1);
            Optional<String> scanned = patterns.stream()
                    .filter(pattern -> HostPattern.parse(pattern).matches(Hostname.parse(host)))
                    .max(Comparator.comparing((String pattern) -> !pattern.startsWith("*"))
                            .thenComparing(pattern ->
                                    HostPattern.parse(pattern).base().toString().length())
                            .thenComparing(pattern -> !pattern.startsWith("**")));
            assertEquals(scanned, selected(patterns, host), host + " in " + patterns);
        }
    }

    @Test
    void allows_unlisted_hosts_unless_told_otherwise() {
        assertEquals(
                UnlistedHosts.ALLOW,
                PinPolicy.builder().pin("a.example", A, B).build().unlistedHosts());
        PinPolicy denying =
                PinPolicy.builder().unlistedHosts(UnlistedHosts.DENY).build();
        assertEquals(UnlistedHosts.DENY, denying.unlistedHosts());
        assertEquals("policy of 0 rules, unlisted hosts: DENY", denying.toString());
    }

    @Test
    void lists_its_rules_in_order() {
        PinPolicy policy = PinPolicy.builder()
                .pin("b.example", A, B)
                .pin("a.example", A, B)
                .build();
        assertEquals(
                List.of("b.example", "a.example"),
                policy.rules().stream().map(rule -> rule.hosts().toString()).toList());
    }

    @Test
    void refuses_two_rules_for_one_host() {
        PinPolicy.Builder builder = PinPolicy.builder().pin("api.example.com", A, B);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> builder.pin("API.example.com.", A, B));
        assertEquals("host api.example.com has two rules, expected one rule that holds all its pins", e.getMessage());
    }

    @Test
    void refuses_to_check_nothing() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> PinPolicy.builder().build());
        assertTrue(String.valueOf(e.getMessage()).contains("expected at least one rule"), e.getMessage());
    }

    @Test
    void refuses_an_option_set_twice() {
        PinPolicy.Builder builder = PinPolicy.builder().unlistedHosts(UnlistedHosts.DENY);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> builder.unlistedHosts(UnlistedHosts.DENY));
        assertEquals("unlistedHosts is set twice, expected once", e.getMessage());
    }

    private static Optional<String> selected(List<String> patterns, String host) {
        PinPolicy.Builder builder = PinPolicy.builder();
        patterns.forEach(pattern -> builder.pin(pattern, A, B));
        return builder.build()
                .ruleFor(Hostname.parse(host))
                .map(rule -> rule.hosts().toString());
    }

    private static String prefix(Random random) {
        return List.of("", "*.", "**.").get(random.nextInt(3));
    }

    private static String name(Random random, int least) {
        List<String> labels = new ArrayList<>();
        for (int n = least + random.nextInt(4); n > 0; n--) {
            labels.add(random.nextBoolean() ? "a" : "b");
        }
        return String.join(".", labels);
    }
}
