package dev.linchpin.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linchpin.conformance.report.ReportJson;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.NotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {
    private static Schema schema(String name) throws IOException {
        String json = Files.readString(Path.of("schemas/v1", name + ".schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json, InputFormat.JSON);
    }

    static List<Path> recipes() throws IOException {
        Path recipes = Path.of("recipes");
        if (!Files.isDirectory(recipes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(recipes)) {
            return folders.map(folder -> folder.resolve("recipe.json"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("recipes")
    void every_recipe_has_its_shape(Path recipe) throws IOException {
        assertEquals(List.of(), schema("recipe").validate(Files.readString(recipe), InputFormat.JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'language': 'a', 'title': 'A', 'variants': {}}",
                "{'language': 'a', 'title': 'A', 'variants': {'fixed': {'command': []}}}",
                "{'language': 'a', 'title': 'A', 'requires': ['/usr/bin/a'], 'variants': {'fixed': {'command': ['a']}}}",
                "{'language': 'a', 'title': 'A', 'variants': {'fixed': {'command': ['a'], 'expectedFailures':"
                        + " [{'tcId': 'a::b::c', 'reason': 'two\\nlines'}]}}}",
            })
    void refuses_a_malformed_recipe(String recipe) throws IOException {
        assertFalse(schema("recipe")
                .validate(recipe.replace('\'', '"'), InputFormat.JSON)
                .isEmpty());
    }

    @Test
    void a_report_has_its_shape() throws IOException {
        ConformanceReport report = new Conformance(List.of(TestVectors.hosts("a")), List.of("host-match"), 1)
                .judge(
                        List.of(
                                new Candidate(new Identity("a", "java", ""), Scripted::matching, ExpectedFailures.NONE),
                                new Candidate(
                                        Identity.ofCommand("absent"),
                                        () -> {
                                            throw new NotRunException("not here");
                                        },
                                        ExpectedFailures.NONE)),
                        (answers, of) -> {});
        String json = JsonMapper.shared().writeValueAsString(ReportJson.of(report));
        assertEquals(List.of(), schema("report").validate(json, InputFormat.JSON));
    }
}
