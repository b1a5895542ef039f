package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/frameworks.md shows the examples as they are, and explains what does not hold. */
class DocumentTest {
    private static final Pattern CODE = Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DEVIATION = Pattern.compile("\\*\\*[^*]+\\*\\*");

    private final String document = Files.readString(FrameworksTable.DOCUMENT);

    DocumentTest() throws IOException {}

    @Test
    void shows_code_that_is_played() throws IOException {
        List<String> examples = examples().map(DocumentTest::code).toList();
        List<String> strange = CODE.matcher(document)
                .results()
                .map(block -> block.group(1))
                .filter(block -> examples.stream().noneMatch(example -> example.contains(squeeze(block))))
                .toList();
        assertEquals(List.of(), strange);
    }

    @Test
    void shows_every_example() throws IOException {
        assertEquals(
                List.of(),
                examples()
                        .map(example -> example.getFileName().toString())
                        .filter(name -> !document.contains("In full: [" + name + "]"))
                        .toList());
    }

    @Test
    void names_an_example_for_every_framework() throws IOException {
        Set<String> examples =
                examples().map(example -> example.getFileName().toString()).collect(Collectors.toSet());
        for (Framework framework : FrameworksTest.frameworks()) {
            assertTrue(examples.contains(framework.example()), framework::toString);
        }
    }

    @Test
    void explains_whatever_does_not_hold() {
        Set<String> deviations = FrameworksTable.read().rows().stream()
                .flatMap(row -> DEVIATION.matcher(row).results().map(found -> found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
        String explained =
                document.lines().filter(line -> line.startsWith("- **")).collect(Collectors.joining("\n"));
        assertEquals(
                List.of(),
                deviations.stream().filter(found -> !explained.contains(found)).toList());
    }

    private static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            return files.filter(file -> file.getFileName().toString().contains("Example.")).sorted().toList().stream();
        }
    }

    private static String code(Path file) {
        try {
            return squeeze(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeeze(String code) {
        return code.replaceAll("\\s+", "");
    }
}
