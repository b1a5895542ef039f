package dev.linchpin.vectors.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import dev.linchpin.vectors.draft.VectorGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for mistakes in vector files: I-JSON, schema, canonical form, ids, counts, flags, baselines, choices, tombstones. What the cases are
 * worth is for the {@link KillMatrix}, which needs an implementation.
 */
public final class VectorLint {
    private VectorLint() {}

    /**
     * The problems of a folder as the repository has it, with {@code vectors/v1}, {@code schemas/v1} and the lists of ids; one
     * sentence each, and none if all is well.
     *
     * @param testVectors the folder {@code test-vectors}
     * @throws IOException if a file cannot be read
     */
    public static List<String> check(Path testVectors) throws IOException {
        Path vectors = testVectors.resolve("vectors");
        List<String> problems = new ArrayList<>();
        for (String folder : List.of("vectors", "vectors/v1", "schemas/v1")) {
            problems.addAll(notIJson(testVectors.resolve(folder)));
        }
        if (!problems.isEmpty()) {
            return List.copyOf(problems); // Two parsers need not read the same out of such a file.
        }
        SchemaCheck schemas = SchemaCheck.of(testVectors.resolve("schemas/v1"));
        problems.addAll(schemas.problems());
        Map<String, VectorFile> files = new LinkedHashMap<>();
        for (String topic : VectorFiles.TOPICS) {
            String text = Files.readString(vectors.resolve("v1").resolve(topic + ".json"), UTF_8);
            check(topic, text, schemas, files, problems);
        }
        problems.addAll(Tombstones.read(vectors).check(files.values()));
        return List.copyOf(problems);
    }

    private static List<String> notIJson(Path folder) throws IOException {
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".json")) {
                    problems.addAll(IJson.check(name, Files.readAllBytes(file)));
                }
            }
        }
        return problems;
    }

    private static void check(
            String topic, String text, SchemaCheck schemas, Map<String, VectorFile> files, List<String> problems) {
        List<String> violations = schemas.check(VectorGenerator.schema(topic), text);
        problems.addAll(violations);
        if (!violations.isEmpty()) {
            return; // The rest relies on the shape of the file.
        }
        VectorFile file = VectorFiles.parse(text);
        files.put(topic, file);
        if (!VectorGenerator.json(file).equals(text)) {
            problems.add(topic + ": not in canonical form, or its numberOfTests is wrong");
        }
        problems.addAll(FileRules.check(file));
    }
}
