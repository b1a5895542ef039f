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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/frameworks.md and docs/listeners.md show the examples as they are, and the former explains what does not hold. */
class DocumentTest {
    private static final Pattern CODE = Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DEVIATION = Pattern.compile("\\*\\*[^*]+\\*\\*");

    private final String document = Files.readString(FrameworksTable.DOCUMENT);

    DocumentTest() throws IOException {}

    /** A document, and how the names of the examples that it shows end. */
    enum Document {
        FRAMEWORKS(FrameworksTable.DOCUMENT, "Example."),
        LISTENERS(Path.of("../docs/listeners.md"), "Listener.");

        private final Path file;
        private final String ending;

        Document(Path file, String ending) {
            this.file = file;
            this.ending = ending;
        }

        private Stream<Path> examples() throws IOException {
            try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
                return files.filter(file -> file.getFileName().toString().contains(ending)).sorted().toList().stream();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shows_code_that_is_played(Document shown) throws IOException {
        List<String> examples = shown.examples().map(DocumentTest::code).toList();
        List<String> strange = CODE.matcher(Files.readString(shown.file))
                .results()
                .map(block -> block.group(1))
                .filter(block -> examples.stream().noneMatch(example -> example.contains(squeeze(block))))
                .toList();
        assertEquals(List.of(), strange);
    }

    @ParameterizedTest
    @EnumSource
    void shows_every_example(Document shown) throws IOException {
        String text = Files.readString(shown.file);
        assertEquals(
                List.of(),
                shown.examples()
                        .map(example -> example.getFileName().toString())
                        .filter(name -> !text.contains("In full: [" + name + "]"))
                        .toList());
    }

    @Test
    void names_an_example_for_every_framework() throws IOException {
        Set<String> examples = Document.FRAMEWORKS
                .examples()
                .map(example -> example.getFileName().toString())
                .collect(Collectors.toSet());
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
