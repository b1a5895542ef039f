package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @ValueSource(strings = {"", "demo ", "pin ", "conformance ", "vectors ", "vectors generate ", "vectors lint "})
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
        OutputStream closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        OutputStream err = new java.io.ByteArrayOutputStream();
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), closedPipe, err, StandardCharsets.UTF_8);
        assertEquals(141, Main.run(terminal, "demo", "--list"));
        assertEquals("", err.toString());
    }
}
