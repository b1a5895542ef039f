package dev.linchpin.recipe;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What recipe.json says of the programs that connect is true, scenario by scenario: those listed fail, and no others. */
class LiveRecipesTest {
    private static final Path RECIPES = Path.of("recipes");
    private static final Path OUTPUT = Path.of("target", "live-recipes");

    @TestFactory
    Stream<DynamicTest> every_program_does_as_its_recipe_says() throws IOException {
        return Recipe.readAll(RECIPES).stream().flatMap(LiveRecipesTest::programs);
    }

    private static Stream<DynamicTest> programs(Recipe recipe) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return recipe.liveCandidates(path, OUTPUT.resolve(recipe.folder().getFileName())).stream()
                .map(candidate ->
                        DynamicTest.dynamicTest(candidate.identity().name(), () -> play(candidate, recipe.live())));
    }

    private static void play(LiveCandidate candidate, LiveClients live) {
        try (ProgramDriver driver = candidate.opening().open();
                Gauntlet gauntlet = Gauntlet.open()) {
            assertEquals(List.of(), driver.mistakes(gauntlet.scenarios()));
            LiveClients.Variant listed =
                    live.variants().get(candidate.identity().variant());

            BiPredicate<Scenario, Transport> takesPart = (scenario, transport) ->
                    driver.unsupported(scenario, transport).isEmpty();
            List<Result> results = play(gauntlet, driver, takesPart);
            assertEquals(List.of(), results.stream().filter(Result::unexpected).toList());
            assertEquals(List.of(), listed.expectedFailures().withoutCase(judged(gauntlet, results)), "never played");
            assertTrue(results.size() >= 20, () -> "only " + results.size() + " plays");

            ExpectedFailures unsupported = listed.unsupported();
            BiPredicate<Scenario, Transport> isUnsupported =
                    (scenario, transport) -> unsupported.reason(scenario.id()).isPresent();
            play(gauntlet, driver, isUnsupported).forEach(result -> assertCannotTakePart(result, driver, unsupported));
        } catch (NotRunException e) {
            System.err.println("NOT RUN: " + candidate.identity().name() + ": " + e.reason());
            Assumptions.abort(e.reason());
        }
    }

    private static List<Result> play(Gauntlet gauntlet, Driver driver, BiPredicate<Scenario, Transport> choice) {
        return Stream.of(TlsVersion.values())
                .map(version -> Transport.of(Protocol.HTTP_1_1, version))
                .flatMap(transport -> gauntlet.scenarios().stream()
                        .filter(scenario -> scenario.conditions().patience().isEmpty())
                        .filter(scenario -> scenario.unplayable().isEmpty())
                        .filter(scenario -> scenario.makesSenseOver(transport))
                        .filter(scenario -> choice.test(scenario, transport))
                        .map(scenario -> gauntlet.play(scenario, driver, transport)))
                .toList();
    }

    /** What was played, or is not played here whatever the program. */
    private static List<String> judged(Gauntlet gauntlet, List<Result> results) {
        Set<Scenario> played = results.stream().map(Result::scenario).collect(toSet());
        return gauntlet.scenarios().stream()
                .filter(scenario -> played.contains(scenario)
                        || scenario.unplayable().isPresent()
                        || scenario.conditions().patience().isPresent())
                .map(Scenario::id)
                .toList();
    }

    /** To be unsupported is no excuse for letting a hostile peer through, and whoever could take part has to. */
    private static void assertCannotTakePart(Result result, Driver driver, ExpectedFailures unsupported) {
        assertEquals(
                unsupported.reason(result.scenario().id()),
                driver.unsupported(result.scenario(), result.transport()),
                "listed, and unsupported for another reason");
        assertTrue(result.failed(), () -> "listed as unsupported, and takes part: " + result);
        assertFalse(result.leaked(), () -> "listed as unsupported, and lets a hostile peer through: " + result);
    }

    /** They take half a minute each, and differ in speed alone from others, that are played here. */
    @Test
    void slow_scenarios_are_listed_as_the_quick_ones_are() throws IOException {
        Map<String, String> quick = Map.of("slow-handshake", "dribbled-handshake", "slow-rogue", "dribbled-rogue");
        try (Gauntlet gauntlet = Gauntlet.open()) {
            Set<String> slow = gauntlet.scenarios().stream()
                    .filter(scenario -> scenario.conditions().patience().isPresent())
                    .map(Scenario::id)
                    .collect(toSet());
            assertEquals(quick.keySet(), slow);
        }
        for (Recipe recipe : Recipe.readAll(RECIPES)) {
            for (LiveClients.Variant listed : recipe.live().variants().values()) {
                quick.forEach((slow, same) -> {
                    assertEquals(
                            listed.expectedFailures().reason(same),
                            listed.expectedFailures().reason(slow),
                            slow);
                    assertEquals(
                            listed.unsupported().reason(same),
                            listed.unsupported().reason(slow),
                            slow);
                });
            }
        }
    }

    @Test
    void what_is_fixed_fails_nothing_and_what_is_published_fails_something() throws IOException {
        for (Recipe recipe : Recipe.readAll(RECIPES)) {
            recipe.live()
                    .variants()
                    .forEach((name, variant) -> assertEquals(
                            name.startsWith("fixed"),
                            variant.expectedFailures().isEmpty(),
                            recipe.title() + " " + name));
        }
    }
}
