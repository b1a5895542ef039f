package dev.linchpin.cli;

import dev.linchpin.cli.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the command: what it printed where, and its exit code. */
record Transcript(int exitCode, String out, String err) {
    static Transcript of(String... arguments) {
        return withInput(new byte[0], arguments);
    }

    static Transcript withInput(byte[] input, String... arguments) {
        return run(StandardCharsets.UTF_8, input, arguments);
    }

    static Transcript inCharset(Charset charset, String... arguments) {
        return run(charset, new byte[0], arguments);
    }

    private static Transcript run(Charset charset, byte[] input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(new ByteArrayInputStream(input), out, err, charset);
        int exitCode = Main.run(terminal, arguments);
        return new Transcript(exitCode, out.toString(charset), err.toString(charset));
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
