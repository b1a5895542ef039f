package dev.linchpin.vectors.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Validates texts against the schemas of a folder, which refer to each other by name. */
final class SchemaCheck {
    private static final String ID_PREFIX = "urn:linchpin:vectors:v1:";
    private static final String SUFFIX = ".schema.json";

    private final SchemaRegistry registry;

    private SchemaCheck(Map<String, String> schemas) {
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas));
    }

    static SchemaCheck of(Path folder) throws IOException {
        Map<String, String> schemas = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    String id = ID_PREFIX + name.substring(0, name.length() - SUFFIX.length());
                    schemas.put(id, Files.readString(file, UTF_8));
                }
            }
        }
        return new SchemaCheck(schemas);
    }

    /** What the schema of this name does not allow. */
    List<String> check(String schema, String json) {
        try {
            return registry.getSchema(SchemaLocation.of(ID_PREFIX + schema)).validate(json, InputFormat.JSON).stream()
                    .map(error -> schema + ": " + error)
                    .toList();
        } catch (JacksonException | IllegalArgumentException e) {
            return List.of(schema + ": not JSON: " + e.getMessage());
        }
    }
}
