package dev.linchpin.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.Protocol;
import dev.linchpin.gauntlet.Result;
import dev.linchpin.gauntlet.Scenario;
import dev.linchpin.gauntlet.TlsVersion;
import dev.linchpin.gauntlet.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Recipe.readAll(RECIPES).stream()
                .flatMap(recipe -> recipe
                        .liveCandidates(path, OUTPUT.resolve(recipe.folder().getFileName()))
                        .stream())
                .map(candidate -> DynamicTest.dynamicTest(candidate.identity().name(), () -> play(candidate)));
    }

    private static void play(LiveCandidate candidate) {
        try (ProgramDriver driver = candidate.opening().open();
                Gauntlet gauntlet = Gauntlet.open()) {
            assertEquals(List.of(), driver.mistakes(gauntlet.scenarios()));
            List<Result> results = Stream.of(TlsVersion.values())
                    .map(version -> Transport.of(Protocol.HTTP_1_1, version))
                    .flatMap(transport -> gauntlet.scenarios().stream()
                            .filter(scenario -> scenario.conditions().patience().isEmpty())
                            .filter(scenario -> plays(driver, scenario, transport))
                            .map(scenario -> gauntlet.play(scenario, driver, transport)))
                    .toList();
            assertEquals(List.of(), results.stream().filter(Result::unexpected).toList());
            assertTrue(results.size() >= 20, () -> "only " + results.size() + " plays");
        } catch (NotRunException e) {
            System.err.println("NOT RUN: " + candidate.identity().name() + ": " + e.reason());
            Assumptions.abort(e.reason());
        }
    }

    private static boolean plays(ProgramDriver driver, Scenario scenario, Transport transport) {
        return scenario.makesSenseOver(transport)
                && driver.unsupported(scenario, transport).isEmpty();
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
