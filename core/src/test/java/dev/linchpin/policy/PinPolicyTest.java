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
import org.junit.jupiter.api.function.Executable;
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
    void agrees_with_a_scan_of_all_rules_and_exemptions() {
        Random random = new Random(20261121);
        for (int round = 0; round < 4_000; round++) {
            List<String> patterns = Stream.generate(() -> prefix(random) + name(random, 2))
                    .map(pattern -> HostPattern.parse(pattern).toString())
                    .distinct()
                    .limit(6)
                    .toList();
            List<String> exempt = patterns.subList(random.nextInt(patterns.size()) + 1, patterns.size());
            String host = name(random, 1);
            Optional<String> scanned = patterns.stream()
                    .filter(pattern -> HostPattern.parse(pattern).matches(Hostname.parse(host)))
                    .max(Comparator.comparing((String pattern) -> !pattern.startsWith("*"))
                            .thenComparing(pattern ->
                                    HostPattern.parse(pattern).base().toString().length())
                            .thenComparing(pattern -> !pattern.startsWith("**")));
            PinPolicy policy = policy(patterns.subList(0, patterns.size() - exempt.size()), exempt);
            String asked = host + " in " + patterns + ", of which " + exempt + " are exempt";
            assertEquals(scanned, selected(policy, host), asked);
            assertEquals(
                    scanned.isPresent() && !exempt.contains(scanned.get()),
                    policy.ruleFor(Hostname.parse(host)).isPresent(),
                    asked);
        }
    }

    /** As TrustKit's excludeSubdomainFromParentPolicy, and a nested domain-config with an empty pin-set on Android. */
    @ParameterizedTest
    @CsvSource({
        "www.example.com, PinRule",
        "blog.example.com, Exemption",
        "a.blog.example.com, PinRule",
        "cdn.example.com, Exemption",
        "a.b.cdn.example.com, Exemption",
        "pay.cdn.example.com, PinRule",
        "example.org, PinRule",
        "a.example.org, Exemption",
        "b.a.example.org, PinRule",
        "api.example.org, PinRule",
    })
    void exempts_hosts_below_a_pinned_domain_and_pins_hosts_below_an_exempt_one(String host, String kind) {
        PinPolicy policy = policy(
                List.of("**.example.com", "pay.cdn.example.com", "**.example.org", "api.example.org"),
                List.of("blog.example.com", "**.cdn.example.com", "*.example.org"));
        PolicyEntry entry = policy.entryFor(Hostname.parse(host)).orElseThrow();
        assertEquals(kind, entry.getClass().getSimpleName());
        assertEquals(
                kind.equals("PinRule"), policy.ruleFor(Hostname.parse(host)).isPresent());
    }

    @Test
    void lists_its_exemptions_in_order() {
        PinPolicy policy = policy(List.of("**.example.com"), List.of("b.example.com", "*.A.example.com."));
        assertEquals(
                List.of(HostPattern.parse("b.example.com"), HostPattern.parse("*.a.example.com")), policy.exemptions());
        assertEquals("policy of 1 rules and 2 exemptions, unlisted hosts: ALLOW", policy.toString());
    }

    @Test
    void refuses_a_rule_and_an_exemption_for_one_pattern_in_either_order() {
        PinPolicy.Builder ruled = PinPolicy.builder().pin("*.example.com", A, B);
        PinPolicy.Builder exempt = PinPolicy.builder().exempt("*.example.com");
        String sentence = "host *.example.com has a rule and is exempt, expected either a rule or an exemption";
        assertEquals(sentence, refusal(() -> ruled.exempt("*.EXAMPLE.com.")));
        assertEquals(sentence, refusal(() -> exempt.pin("*.EXAMPLE.com.", A, B)));
    }

    @Test
    void refuses_two_exemptions_for_one_pattern() {
        PinPolicy.Builder builder = PinPolicy.builder().exempt("blog.example.com");
        assertEquals(
                "host blog.example.com is exempt twice, expected one exemption",
                refusal(() -> builder.exempt("Blog.example.com.")));
    }

    @Test
    void refuses_a_malformed_exemption() {
        assertTrue(refusal(() -> PinPolicy.builder().exempt("*.com")).contains("covers a whole top-level domain"));
    }

    @Test
    void refuses_to_check_nothing_but_exemptions_unless_other_hosts_are_denied() {
        PinPolicy.Builder builder = PinPolicy.builder().exempt("blog.example.com");
        assertTrue(refusal(builder::build).contains("expected at least one rule"));
        PinPolicy denying = builder.unlistedHosts(UnlistedHosts.DENY).build();
        assertEquals(Optional.of("blog.example.com"), selected(denying, "blog.example.com"));
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
        return selected(policy(patterns, List.of()), host);
    }

    private static Optional<String> selected(PinPolicy policy, String host) {
        return policy.entryFor(Hostname.parse(host)).map(entry -> entry.hosts().toString());
    }

    private static PinPolicy policy(List<String> rules, List<String> exemptions) {
        PinPolicy.Builder builder = PinPolicy.builder();
        rules.forEach(pattern -> builder.pin(pattern, A, B));
        exemptions.forEach(builder::exempt);
        return builder.build();
    }

    private static String refusal(Executable refused) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, refused).getMessage());
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
