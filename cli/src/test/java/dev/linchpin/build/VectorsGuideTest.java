package dev.linchpin.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what {@code docs/vectors.md} shows in other languages, with the recipes in the place of what is the reader's. */
class VectorsGuideTest {
    private static final Path REPOSITORY = PublishedModule.repository();
    private static final String CALL = "import vectors_test; vectors_test.test_spki_hash()";

    @TempDir
    Path folder;

    private record Run(int exitCode, String output) {}

    /** The archive has the same folders as the module that it is made of. */
    @BeforeEach
    void unpack() throws IOException {
        Path file = Path.of("vectors/v1/spki-hash.json");
        Path unpacked = folder.resolve("linchpin-vectors").resolve(file);
        Files.createDirectories(unpacked.getParent());
        Files.copy(REPOSITORY.resolve("test-vectors").resolve(file), unpacked);
    }

    @Test
    void python() throws Exception {
        demand("python3");
        copy("python/pin_verifier.py");
        write("vectors_test.py", "python");
        assertPasses(run("python3", "-c", CALL));
    }

    @Test
    void python_notices_a_pin_of_something_else() throws Exception {
        demand("python3");
        Files.writeString(folder.resolve("pin_verifier.py"), """
                import base64, hashlib
                def spki_pin(der): return 'sha256/' + base64.b64encode(hashlib.sha256(der).digest()).decode()
                """);
        write("vectors_test.py", "python");
        Run run = run("python3", "-c", CALL);
        assertNotEquals(0, run.exitCode(), run.output());
        assertTrue(run.output().contains("AssertionError: spki-hash::"), run.output());
    }

    @Test
    void javascript() throws Exception {
        demand("node");
        copy("node/pin-verifier.mjs");
        write("vectors.test.mjs", "js");
        assertPasses(run("node", "--test", "vectors.test.mjs"));
    }

    @Test
    void go() throws Exception {
        demand("go");
        copy("go/go.mod");
        copy("go/pinverifier.go");
        write("vectors_test.go", "go");
        assertPasses(run("go", "test", "./..."));
    }

    private static void demand(String program) {
        boolean here = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
        assumeTrue(here, () -> "NOT TESTED: there is no " + program + " to run the code of docs/vectors.md");
    }

    private void copy(String ofTheRecipes) throws IOException {
        Path file = REPOSITORY.resolve("test-vectors/recipes").resolve(ofTheRecipes);
        Files.copy(file, folder.resolve(file.getFileName()));
    }

    private void write(String file, String language) throws IOException {
        String guide = Files.readString(REPOSITORY.resolve("docs/vectors.md"));
        Matcher code = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(guide);
        assertTrue(code.find(), () -> "no code in " + language);
        Files.writeString(folder.resolve(file), code.group(1));
    }

    private Run run(String... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Run(process.waitFor(), Files.readString(output, UTF_8));
    }

    private static void assertPasses(Run run) {
        assertEquals(0, run.exitCode(), run.output());
    }
}
