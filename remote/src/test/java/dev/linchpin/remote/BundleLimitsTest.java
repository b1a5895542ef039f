package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.PIN_A;
import static dev.linchpin.remote.TestBundles.PIN_B;
import static dev.linchpin.remote.TestBundles.PIN_C;
import static dev.linchpin.remote.TestBundles.draft;
import static dev.linchpin.remote.TestBundles.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.EnforcementMode;
import dev.linchpin.policy.HostPattern;
import dev.linchpin.policy.Hostname;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import dev.linchpin.policy.UnlistedHosts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * <pre>
 *  all signing keys stolen  ──►  bundle: "pay.example.com is unpinned"  ──►  the application: pay.example.com is locked
 * </pre>
 */
class BundleLimitsTest {
    private static final PinRule PAY =
            PinRule.builder("pay.example.com").pins(PIN_A, PIN_B).build();

    @Test
    void a_locked_rule_holds_beside_any_bundle() throws Exception {
        BundleLimits limits = BundleLimits.builder().lock(PAY).build();
        PinPolicy policy = limits.apply(bundle(PinPolicy.builder().pin("**.example.com", PIN_B, PIN_C)));
        assertEquals(PAY, policy.ruleFor(Hostname.parse("pay.example.com")).orElseThrow());
        assertEquals(2, policy.rules().size());
    }

    @Test
    void a_bundle_that_says_anything_of_a_locked_host_is_refused() {
        BundleLimits limits = BundleLimits.builder().lock(PAY).build();
        for (PinPolicy.Builder policy : List.of(
                PinPolicy.builder().pin("pay.example.com", PIN_A, PIN_B),
                PinPolicy.builder().pin("api.example.com", PIN_A, PIN_B).exempt("pay.example.com"))) {
            refused(BundleRefusal.LOOSENS_LIMITS, () -> limits.apply(bundle(policy)));
        }
    }

    /** Which entries would decide in place of a locked one, compared with what a policy of both really decides. */
    @ParameterizedTest
    @CsvSource({
        "pay.example.com, pay.example.com, true",
        "pay.example.com, api.example.com, false",
        "pay.example.com, *.example.com, false",
        "pay.example.com, **.example.com, false",
        "pay.example.com, **.pay.example.com, true",
        "*.example.com, pay.example.com, true",
        "*.example.com, *.example.com, true",
        "*.example.com, **.example.com, false",
        "*.example.com, **.pay.example.com, true",
        "*.example.com, *.pay.example.com, false",
        "*.example.com, a.pay.example.com, false",
        "*.example.com, example.com, false",
        "**.example.com, example.com, true",
        "**.example.com, *.example.com, true",
        "**.example.com, **.example.com, true",
        "**.example.com, *.pay.example.com, true",
        "**.example.com, **.pay.example.com, true",
        "**.example.com, a.b.example.com, true",
        "**.example.com, **.example.org, false",
        "**.pay.example.com, **.example.com, false",
        "**.pay.example.com, *.example.com, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
    })
    void knows_what_is_more_specific(String outer, String inner, boolean expected) {
        assertEquals(expected, BundleLimits.governs(HostPattern.parse(inner), HostPattern.parse(outer)));
        if (outer.equals(inner)) {
            return;
        }
        PinPolicy both =
                PinPolicy.builder().pin(outer, PIN_A, PIN_B).exempt(inner).build();
        boolean exempted = List.of(
                        "example.com",
                        "pay.example.com",
                        "api.example.com",
                        "a.pay.example.com",
                        "a.b.pay.example.com",
                        "a.b.example.com",
                        "192.0.2.1")
                .stream()
                .map(Hostname::parse)
                .filter(host -> HostPattern.parse(outer).matches(host))
                .anyMatch(host -> both.ruleFor(host).isEmpty());
        // "**.pay.example.com" decides on pay.example.com only where nothing names that host exactly.
        assertEquals(expected && !outer.equals("pay.example.com"), exempted);
    }

    @Test
    void pins_of_an_enforced_host_may_change_and_nothing_else() throws Exception {
        BundleLimits limits = BundleLimits.builder().enforce("**.example.com").build();
        limits.apply(bundle(PinPolicy.builder().pin("**.example.com", PIN_B, PIN_C)));
        limits.apply(
                bundle(PinPolicy.builder().pin("**.example.com", PIN_B, PIN_C).pin("api.example.com", PIN_A, PIN_C)));
        limits.apply(bundle(PinPolicy.builder()
                .rule(PinRule.builder("**.example.com")
                        .pins(PIN_A, PIN_B)
                        .expires("2027-01-01", AfterExpiry.FAIL_CLOSED)
                        .build())));
        for (PinPolicy.Builder policy : List.of(
                PinPolicy.builder().pin("**.example.org", PIN_B, PIN_C),
                PinPolicy.builder().pin("api.example.com", PIN_B, PIN_C),
                PinPolicy.builder().pin("**.example.com", PIN_B, PIN_C).exempt("api.example.com"),
                PinPolicy.builder()
                        .rule(PinRule.builder("**.example.com")
                                .pins(PIN_A, PIN_B)
                                .mode(EnforcementMode.REPORT_ONLY)
                                .build()),
                PinPolicy.builder()
                        .rule(PinRule.builder("**.example.com")
                                .pins(PIN_A, PIN_B)
                                .expires("2027-01-01", AfterExpiry.FAIL_OPEN)
                                .build()))) {
            refused(BundleRefusal.LOOSENS_LIMITS, () -> limits.apply(bundle(policy)));
        }
    }

    @Test
    void unlisted_hosts_stay_denied() throws Exception {
        BundleLimits limits = BundleLimits.builder().denyUnlistedHosts().build();
        PinPolicy.Builder open =
                PinPolicy.builder().pin("a.example", PIN_A, PIN_B).unlistedHosts(UnlistedHosts.REPORT);
        refused(BundleRefusal.LOOSENS_LIMITS, () -> limits.apply(bundle(open)));
        limits.apply(bundle(PinPolicy.builder().unlistedHosts(UnlistedHosts.DENY)));
    }

    @Test
    void nothing_is_locked_twice() {
        assertThrows(
                IllegalArgumentException.class,
                () -> BundleLimits.builder().lock(PAY).lock(PAY));
    }

    private static Bundle bundle(PinPolicy.Builder policy) {
        return draft(7).policy(policy.build()).build();
    }
}
