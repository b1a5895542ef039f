package dev.linchpin.vectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The vectors as the parsers of other languages read them, each of which writes what it has read. Those that are on this machine are
 * asked; serde_json has its test in the Rust recipe.
 *
 * <pre>
 *   "host": "\ud800.example.com"     jq, serde_json, Perl: no file at all     Go: "\ufffd.example.com"
 * </pre>
 */
class OtherParsersTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Stream<Arguments> parsers() {
        return Stream.of(
                parser("python3", "-c", "import json, sys; json.dump(json.load(sys.stdin.buffer), sys.stdout)"),
                parser("node", "-e", "console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8'))))"),
                parser("jq", "--ascii-output", "."),
                parser("perl", "-MJSON::PP", "-0777", "-e", """
                        my $json = JSON::PP->new->utf8; print $json->ascii->encode($json->decode(scalar <STDIN>))"""),
                parser("go", "run", "main.go"));
    }

    private static Arguments parser(String... command) {
        return Arguments.of(command[0], List.of(command));
    }

    private static final String GO = """
            package main

            import (
                "encoding/json"
                "os"
            )

            func main() {
                var file any
                if err := json.NewDecoder(os.Stdin).Decode(&file); err != nil {
                    panic(err)
                }
                if err := json.NewEncoder(os.Stdout).Encode(file); err != nil {
                    panic(err)
                }
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void reads_the_same_values(String program, List<String> command) throws Exception {
        assumeTrue(isHere(program), () -> "there is no " + program + " on the PATH");
        Files.writeString(folder.resolve("main.go"), GO);
        for (Path file : vectorFiles()) {
            String read = rewritten(command, file);
            assertEquals(MAPPER.readTree(Files.readString(file)), MAPPER.readTree(read), file.toString());
        }
    }

    private static List<Path> vectorFiles() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("vectors/retired.json")));
        try (Stream<Path> topics = Files.list(Path.of("vectors/v1"))) {
            topics.forEach(files::add);
        }
        return files;
    }

    private String rewritten(List<String> command, Path file) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(file.toFile())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        int status = process.waitFor();
        assertEquals(0, status, () -> file + ": " + text(folder.resolve("errors")));
        return text(output);
    }

    private static boolean isHere(String program) {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
