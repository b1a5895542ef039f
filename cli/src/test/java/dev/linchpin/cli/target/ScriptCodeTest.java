package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scripts start with whatever a policy can say, and do not start while a backup pin is missing: their policy is made when they are loaded. A
 * package that they import is not needed for that, and an empty one takes its place.
 */
class ScriptCodeTest {
    /** What stands in the place of packages. */
    private static final Map<String, String> EMPTY = Map.of(
            "axios", "node_modules/axios/index.js",
            "undici", "node_modules/undici/index.js",
            "python-httpx", "httpx.py",
            "python-aiohttp", "aiohttp.py");

    private static final Map<String, String> CONTENT = Map.of(
            "undici", "exports.Agent = class {};",
            "python-httpx", "Client = AsyncClient = Request = object",
            "python-aiohttp", "TCPConnector = ClientRequest = object");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "node, node",
        "deno, node",
        "bun, node",
        "axios, node",
        "undici, node",
        "python-httpx, python3",
        "python-aiohttp, python3",
        "php, php",
        "ruby, ruby"
    })
    void starts_unless_a_backup_pin_is_missing(String target, String program) throws Exception {
        Ended ended = load(target, program, "everything");
        assertEquals(0, ended.exitCode(), ended.text());

        ended = load(target, program, "no-backup");
        assertNotEquals(0, ended.exitCode(), ended.text());
        assertTrue(ended.text().contains("put the pin of a backup key here"), ended.text());
    }

    private record Ended(int exitCode, String text) {}

    private Ended load(String target, String program, String policy) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isHere(program), "NOT TESTED: there is no " + program + " on this machine");
        EmittedCode code = new Emitter(Targets.named(target), SamplePolicies::describe)
                .emit(SamplePolicies.all().get(policy));
        for (Map.Entry<String, String> file : code.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        if (EMPTY.containsKey(target)) {
            Path empty = folder.resolve(EMPTY.get(target));
            Files.createDirectories(empty.getParent());
            Files.writeString(empty, CONTENT.getOrDefault(target, ""));
        }
        Process process = new ProcessBuilder(
                        program, code.files().keySet().iterator().next())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    private static boolean isHere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
