package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linchpin.cli.command.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/conformance.md} says. */
class ConformanceGuideTest {
    @TempDir
    Path folder;

    private final String guide = read();

    private static String read() {
        try {
            return Files.readString(Checkout.find().orElseThrow().resolve("docs/conformance.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path testee() throws Exception {
        boolean python = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "python3")));
        assumeTrue(python, "NOT TESTED: there is no python3 to run the testee of docs/conformance.md");
        Matcher code = Pattern.compile("(?s)```python\n(.*?)```").matcher(guide);
        assertTrue(code.find());
        return Files.writeString(folder.resolve("testee.py"), code.group(1));
    }

    @Test
    void the_testee_passes_all_it_claims() throws Exception {
        Transcript run = Transcript.of(
                "conformance",
                "--implementation",
                "python3 " + testee(),
                "--topic",
                "pin-syntax",
                "--topic",
                "spki-hash");
        assertTrue(run.out().contains("\nmine            –54        ✓"), run.out());
        assertEquals(0, run.exitCode(), run.out());
    }

    @Test
    void the_testee_answers_as_in_the_transcript() throws Exception {
        List<String> questions = lines("> ");
        Process testee = new ProcessBuilder("python3", testee().toString()).start();
        try (var in = testee.outputWriter()) {
            in.write(String.join("\n", questions) + "\n");
        }
        assertEquals(lines("< "), testee.inputReader().lines().toList());
    }

    private List<String> lines(String prefix) {
        return guide.lines()
                .filter(line -> line.startsWith(prefix + "{"))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
