package dev.linchpin.cli.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExternalClientsTest {
    private static final String HELLO =
            "{\"protocol\":1,\"impl\":{\"name\":\"mine\",\"version\":\"1\",\"language\":\"sh\"},\"ops\":[\"%s\"]}";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, out, StandardCharsets.UTF_8);
        return new CommandLine(new TestCommand(terminal))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** A program that refuses whomever it is told to connect to, without trying. */
    private String refuser(String op) throws Exception {
        Path script = folder.resolve("mine.sh");
        Files.writeString(
                script,
                "read hello; echo '" + HELLO.formatted(op) + "'\nseq=0\n"
                        + "while read question; do case $question in *bye*) exit;; esac; seq=$((seq+1))\n"
                        + "echo \"{\\\"seq\\\":$seq,\\\"outcome\\\":\\\"refuse\\\",\\\"stage\\\":\\\"pins\\\","
                        + "\\\"reason\\\":\\\"no\\\"}\"; done\n");
        return "sh " + script;
    }

    @Test
    void plays_with_a_program_that_is_given() throws Exception {
        assertEquals(1, run("--client", refuser("tls.connect")));
        List<String> results = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(
                results.get(0).startsWith("leaf-pinned / mine http/1.1: expected ACCEPT, was REFUSE"),
                results::toString);
        assertTrue(
                results.get(1).startsWith("rogue-trusted-ca / mine http/1.1: expected REFUSE, was REFUSE"),
                results::toString);
    }

    @Test
    void says_in_a_sentence_what_is_wrong_with_a_program() throws Exception {
        String other = refuser("pin.leaf");
        assertEquals(2, run("--client", other));
        assertTrue(
                err.toString()
                        .startsWith("the client \"" + other
                                + "\" announces the operations [pin.leaf], expected tls.connect among them"),
                err::toString);
        assertEquals(2, run("--client", "exit 3"));
        assertTrue(err.toString().contains("the client \"exit 3\" exited with 3 instead of an answer"), err::toString);
    }

    @Test
    void says_that_a_folder_cannot_be_written() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(2, run("--serve", file.toString()));
        assertTrue(err.toString().startsWith("cannot write " + file), err::toString);
    }

    @Test
    void a_signal_ends_the_serving_with_a_summary_and_the_exit_code() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestCommand.class.getName(),
                        "--serve",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = readUntil(output, "Ctrl-C ends it.");
            URI rogue = lines.stream()
                    .filter(line -> line.startsWith("refuse ") && line.contains("/rogue-trusted-ca"))
                    .map(line -> URI.create(line.split(" ", -1)[1]))
                    .findFirst()
                    .orElseThrow();
            Caller.trusting(folder.resolve("ca.pem")).get(rogue);
            readUntil(output, "rogue-trusted-ca: handshake completed, request received: NOT AS EXPECTED");
            process.toHandle().destroy(); // which leaves the streams open
            readUntil(output, "scenarios were not visited");
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertEquals(1, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> readUntil(BufferedReader output, String end) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.endsWith(end)) {
                return lines;
            }
        }
        throw new AssertionError("there is no \"" + end + "\" in " + lines);
    }
}
