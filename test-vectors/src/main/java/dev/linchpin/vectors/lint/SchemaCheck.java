package dev.linchpin.vectors.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of a folder, which refer to each other by {@code $id}: a prefix, and the name of the file. */
final class SchemaCheck {
    private static final String ID_PREFIX = "urn:linchpin:vectors:v1:";

    private final Map<String, String> schemas;
    private final SchemaRegistry registry;

    private SchemaCheck(Map<String, String> schemas) {
        this.schemas = schemas;
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas));
    }

    static SchemaCheck of(Path folder) throws IOException {
        Map<String, String> schemas = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                schemas.put(ID_PREFIX + file.getFileName(), Files.readString(file, UTF_8));
            }
        }
        return new SchemaCheck(schemas);
    }

    /** What is wrong with the schemas themselves: those whose {@code $id} is not the name of their file. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        schemas.forEach((id, schema) -> {
            String given = new JsonMapper().readTree(schema).path("$id").asString("none");
            if (!given.equals(id)) {
                problems.add(id.substring(ID_PREFIX.length()) + ": its $id is " + given + ", expected " + id);
            }
        });
        return problems;
    }

    /** What the schema in the file of this name does not allow. */
    List<String> check(String file, String json) {
        try {
            return registry.getSchema(SchemaLocation.of(ID_PREFIX + file)).validate(json, InputFormat.JSON).stream()
                    .map(error -> file + ": " + error)
                    .toList();
        } catch (JacksonException | IllegalArgumentException e) {
            return List.of(file + ": not JSON: " + e.getMessage());
        }
    }
}
