package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceUsageTest {
    private static final String TESTEE = "exec sleep 0";

    @TempDir
    Path folder;

    private static void assertBadUsage(String sentence, String... arguments) {
        Transcript run = Transcript.of(arguments);
        assertEquals("linchpin: " + sentence + " (see linchpin conformance --help)\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--topic hosts | there is no topic \"hosts\"; the nearest are host-match, spki-hash, pin-syntax",
                "--expected-failures x.json | --expected-failures goes with exactly one --implementation",
                "--seed one | Invalid value for option '--seed': 'one' is not a long",
                "--implementation | Missing required parameter for option '--implementation' (COMMAND)",
            })
    void refuses_bad_usage_in_one_sentence(String arguments, String sentence) {
        assertBadUsage(sentence, ("conformance " + arguments).split(" "));
    }

    @Test
    void refuses_expected_failures_that_cannot_be_read() throws IOException {
        Path absent = folder.resolve("absent.json");
        assertBadUsage(
                absent + ": no such file",
                "conformance",
                "--implementation",
                TESTEE,
                "--expected-failures",
                absent.toString());
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "[{\"tcId\": \"a\"}]");
        assertBadUsage(
                wrong + ": No value for property 'reason' of `ObjectNode`",
                "conformance",
                "--implementation",
                TESTEE,
                "--expected-failures",
                wrong.toString());
    }

    @Test
    void refuses_a_file_that_cannot_be_written() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path lost = file.resolve("report.html");
        assertBadUsage(
                "cannot write " + lost + ": " + file + " is no folder",
                "conformance",
                "--implementation",
                TESTEE,
                "--html",
                lost.toString());
        assertBadUsage(
                "cannot write " + folder + ": Is a directory",
                "conformance",
                "--implementation",
                TESTEE,
                "--junit",
                folder.toString());
    }
}
