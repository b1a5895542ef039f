package dev.linchpin.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class HealthTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** The indicator, whose type is another in each line of Spring Boot. */
    @Test
    void is_a_bean_in_both_lines_of_spring_boot() throws Exception {
        try (ConfigurableApplicationContext application = Application.start(Application.properties())) {
            Object indicator = application.getBean("linchpinHealthIndicator");
            Object health = call(indicator, "health");
            assertEquals("UP", call(health, "getStatus").toString());
            assertEquals(Map.of("generation", 1L, "rules", 1, "unlistedHosts", "ALLOW"), call(health, "getDetails"));
            application.getBean(Linchpin.class).replacePolicy(ending("2020-01-01", AfterExpiry.FAIL_CLOSED));
            assertEquals("DOWN", call(call(indicator, "health"), "getStatus").toString());
        }
    }

    @Test
    void is_not_there_if_it_is_disabled() {
        Map<String, Object> properties = Application.properties();
        properties.put("management.health.linchpin.enabled", false);
        try (ConfigurableApplicationContext application = Application.start(properties)) {
            assertFalse(application.containsBean("linchpinHealthIndicator"));
        }
    }

    @Test
    void names_the_next_expiry_and_what_is_left_until_then() {
        PinStatus status = PinStatus.of(linchpin(ending("2030-01-31", AfterExpiry.FAIL_CLOSED)), NOW);
        assertEquals(true, status.isUp());
        assertEquals("2030-01-31T00:00:00Z", status.details().get("nextExpiry"));
        assertEquals(30L, status.details().get("daysLeft"));
    }

    @Test
    void is_down_when_a_rule_has_failed_closed_and_up_when_it_has_failed_open() {
        PinStatus closed = PinStatus.of(linchpin(ending("2029-12-31", AfterExpiry.FAIL_CLOSED)), NOW);
        assertFalse(closed.isUp());
        assertEquals(List.of(Application.HOST), closed.details().get("failedClosed"));
        PinStatus open = PinStatus.of(linchpin(ending("2029-12-31", AfterExpiry.FAIL_OPEN)), NOW);
        assertEquals(true, open.isUp());
        assertEquals(List.of(Application.HOST), open.details().get("failedOpen"));
    }

    private static Linchpin linchpin(PinPolicy policy) {
        return Linchpin.builder().policy(policy).build();
    }

    private static PinPolicy ending(String date, AfterExpiry then) {
        PinRule rule = PinRule.builder(Application.HOST)
                .pins(Application.LEAF.pin(), Application.BACKUP)
                .expires(date, then)
                .build();
        return PinPolicy.builder().rule(rule).build();
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        Method found = on.getClass().getMethod(method);
        found.setAccessible(true); // The indicator is a lambda, whose class is nobody's.
        return found.invoke(on);
    }
}
