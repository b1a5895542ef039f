package dev.linchpin.gauntlet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
    private static final Gauntlet GAUNTLET = Gauntlet.open();

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    static List<Scenario> scenarios() {
        return GAUNTLET.scenarios();
    }

    @Test
    void ids_and_titles_are_unique() {
        List<Scenario> all = scenarios();
        assertEquals(all.size(), all.stream().map(Scenario::id).distinct().count());
        assertEquals(all.size(), all.stream().map(Scenario::title).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void is_fit_for_a_table(Scenario scenario) {
        assertTrue(scenario.id().matches("[a-z]+(-[a-z]+)*"), scenario.id());
        assertTrue(scenario.title().length() <= 40, scenario.title());
        assertTrue(scenario.attack().endsWith("."), scenario.attack());
        assertEquals(scenario, GAUNTLET.scenario(scenario.id()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void every_rule_has_a_backup_pin(Scenario scenario) {
        policies(scenario).flatMap(policy -> policy.rules().stream()).forEach(rule -> {
            Set<String> different = new HashSet<>(rule.pins());
            assertTrue(different.size() >= 2, rule::toString);
        });
    }

    @Test
    void an_unknown_scenario_is_an_error() {
        assertThrows(IllegalArgumentException.class, () -> GAUNTLET.scenario("no-such-attack"));
    }

    @Test
    void the_last_step_must_be_a_request() {
        Scenario any = scenarios().get(0);
        Step last = new Step.ReplacePolicy(any.policy());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Scenario(
                        "id",
                        "title",
                        "attack.",
                        any.background(),
                        any.servers(),
                        "genuine",
                        any.policy(),
                        any.trust(),
                        List.of(last),
                        any.conditions()));
    }

    private static Stream<PolicySpec> policies(Scenario scenario) {
        Stream<PolicySpec> later = scenario.steps().stream()
                .filter(Step.ReplacePolicy.class::isInstance)
                .map(step -> ((Step.ReplacePolicy) step).policy());
        return Stream.concat(Stream.of(scenario.policy()), later);
    }
}
