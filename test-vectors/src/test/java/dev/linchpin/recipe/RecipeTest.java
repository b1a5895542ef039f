package dev.linchpin.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.conformance.Conformance;
import dev.linchpin.conformance.ImplementationResult;
import dev.linchpin.conformance.TestVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    private static final String PATH = "/usr/bin:/bin";
    private static final String HELLO =
            "{\\\"protocol\\\":1,\\\"impl\\\":{\\\"name\\\":\\\"n\\\",\\\"version\\\":\\\"1\\\","
                    + "\\\"language\\\":\\\"sh\\\"},\\\"ops\\\":[]}";

    @TempDir
    Path recipes;

    private List<Recipe> recipe(String name, String json) throws IOException {
        Files.createDirectories(recipes.resolve(name));
        Files.writeString(recipes.resolve(name).resolve("recipe.json"), json.replace('\'', '"'));
        return Recipe.readAll(recipes);
    }

    private ImplementationResult judge(Recipe recipe) {
        return new Conformance(List.of(TestVectors.hosts("a")), List.of("host-match"), 1)
                .judge(recipe.candidates(PATH, recipes.resolve("out")), (answers, of) -> {})
                .implementations()
                .get(0);
    }

    @Test
    void reads_recipes_in_the_order_of_their_names() throws IOException {
        recipe("b", "{'language': 'b', 'title': 'B', 'variants': {}}");
        Files.createDirectories(recipes.resolve("no-recipe"));
        List<Recipe> read = recipe("a", """
                {'language': 'a', 'title': 'A', 'requires': ['sh'], 'build': ['true'], 'future': 1,
                 'variants': {'published': {'command': ['x', 'y'], 'expectedFailures': [
                                {'tcId': 'host-match::exact::a', 'reason': 'as printed'}]},
                              'fixed': {'command': ['z']}}}
                """);
        assertEquals(List.of("a", "b"), read.stream().map(Recipe::language).toList());
        assertEquals(
                List.of("a-published", "a-fixed"),
                read.get(0).candidates(PATH, recipes).stream()
                        .map(candidate -> candidate.identity().name())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'title': 'A', 'variants': {}} | No value for property 'language' of `ObjectNode`",
                "{'language': 'a', 'title': 'A', 'variants': {'fixed': {}}} | No value for property 'command' of `ObjectNode`",
                "{'language': 'a', 'title': 'A', 'requires': 'sh', 'variants': {}} | \"sh\" is not a list",
            })
    void says_what_is_wrong_with_a_recipe_and_where(String json, String message) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> recipe("a", json));
        String expected = recipes.resolve("a/recipe.json") + ": " + message;
        assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e.getMessage());
    }

    @Test
    void is_not_run_without_its_toolchain() throws IOException {
        Recipe recipe = recipe("a", """
                {'language': 'a', 'title': 'A', 'requires': ['sh', 'no-such-program'],
                 'variants': {'fixed': {'command': ['sh']}}}
                """).get(0);
        ImplementationResult result = judge(recipe);
        assertEquals("A needs no-such-program, which is not on the PATH", result.notRun());
        assertTrue(result.asExpected());
    }

    private List<String> notRunLive(String live) throws Exception {
        List<String> reasons = new ArrayList<>();
        Recipe recipe = recipe("a", "{'language': 'a', 'title': 'A', 'variants': {}" + live + "}")
                .get(0);
        for (LiveCandidate candidate : recipe.liveCandidates(PATH, recipes.resolve("out"))) {
            reasons.add(assertThrows(
                            NotRunException.class,
                            () -> candidate.opening().open().close())
                    .reason());
        }
        return reasons;
    }

    @Test
    void says_why_no_program_connects() throws Exception {
        assertEquals(List.of("the recipe has no program that connects"), notRunLive(""));
        assertEquals(List.of("no sockets"), notRunLive(", 'live': 'no sockets'"));
        assertEquals(
                List.of("a-fixed needs what is not here: no library"),
                notRunLive(
                        ", 'live': {'fixed': {'command': ['sh'], 'needs': ['sh', '-c', 'echo so; echo no library; exit 1']}}"));
        assertEquals(
                List.of("A needs no-such-program, which is not on the PATH"),
                notRunLive(", 'requires': ['no-such-program'], 'live': {'fixed': {'command': ['sh']}}"));
    }

    @Test
    void builds_once_and_runs_what_was_built_in_its_folder() throws IOException {
        Recipe recipe = recipe("a", """
                {'language': 'sh', 'title': 'Shell', 'requires': ['sh'], 'build': ['sh', 'build.sh'],
                 'variants': {'fixed': {'command': ['sh', '-c', 'exec sh $LINCHPIN_BUILD/testee.sh']},
                              'other': {'command': ['sh', '-c', 'exec sh $LINCHPIN_BUILD/testee.sh']}}}
                """).get(0);
        Files.writeString(
                recipe.folder().resolve("build.sh"),
                "echo built >> built.log; echo 'read hello; echo \"" + HELLO
                        + "\"; read bye' > $LINCHPIN_BUILD/testee.sh\n");
        ImplementationResult result = judge(recipe);
        assertEquals("", result.notRun());
        assertTrue(result.asExpected());
        assertEquals("built\n", Files.readString(recipe.folder().resolve("built.log")));
    }

    @Test
    void a_build_that_fails_is_a_failure_with_its_last_words() throws IOException {
        Recipe recipe = recipe("a", """
                {'language': 'sh', 'title': 'Shell', 'build': ['sh', '-c', 'echo no compiler >&2; exit 2'],
                 'variants': {'fixed': {'command': ['sh']}}}
                """).get(0);
        ImplementationResult result = judge(recipe);
        assertEquals("the build failed: exited with 2\nno compiler\n", result.notRun());
        assertFalse(result.asExpected());
    }
}
