package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void explains_itself_when_called_without_arguments() {
        Transcript run = Transcript.of();
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("Usage: linchpin [-hV] COMMAND\n"), run.err());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "demo ", "pin ", "lint ", "conformance ", "vectors ", "vectors generate ", "vectors lint "})
    void documents_its_exit_codes(String command) {
        Transcript run = Transcript.of((command + "--help").split(" "));
        assertTrue(run.out().contains("\nExit codes:\n  0 "), run.out());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void tells_its_version() {
        assertTrue(Transcript.of("--version").out().startsWith("linchpin "));
    }

    @Test
    void refuses_an_unknown_command_in_one_sentence() {
        Transcript run = Transcript.of("demos");
        assertEquals(
                "linchpin: Unmatched argument at index 0: 'demos'; did you mean demo? (see linchpin --help)\n",
                run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void expands_no_argument_files() {
        assertEquals(
                "linchpin: @nothing: no such file, and not a host\n",
                Transcript.of("pin", "@nothing").err());
    }

    @Test
    void ends_quietly_when_nobody_reads_on() {
        OutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                Terminal.of(InputStream.nullInputStream(), failing("Broken pipe"), err, StandardCharsets.UTF_8);
        assertEquals(141, Main.run(terminal, "demo", "--list"));
        assertEquals("", err.toString());
    }

    @Test
    void says_that_its_output_cannot_be_written() {
        OutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(
                InputStream.nullInputStream(), failing("No space left on device"), err, StandardCharsets.UTF_8);
        assertEquals(2, Main.run(terminal, "demo", "--list"));
        assertEquals("linchpin: the output cannot be written: No space left on device\n", err.toString());
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void helps_with_a_command_named_after_help() {
        Transcript run = Transcript.of("help", "pin");
        assertEquals(Transcript.of("pin", "--help").out(), run.out());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }
}
