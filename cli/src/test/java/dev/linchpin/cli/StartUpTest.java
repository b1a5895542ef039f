package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a short command loads, which is most of what it costs. Times depend on the machine, this does not. */
class StartUpTest {
    /** What other commands need, or {@code --json}, or a key store. */
    private static final List<String> NOT_NEEDED = List.of(
            "tools.jackson.",
            "okhttp3.",
            "org.apache.hc.",
            "org.eclipse.jetty.",
            "org.conscrypt.",
            "org.bouncycastle.jce.",
            "org.bouncycastle.jcajce.",
            "org.bouncycastle.jsse.",
            "gg.jte.",
            "org.slf4j.",
            "java.util.logging.",
            "dev.linchpin.cli.driver.",
            "dev.linchpin.gauntlet.",
            "dev.linchpin.recipe.",
            "dev.linchpin.vectors.");

    @Test
    void pinning_a_file_loads_nothing_of_the_clients_and_providers(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("leaf.pem"), TestCertificate.root("example.com").pem());
        assertEquals(List.of(), notNeeded(folder, "pin", file.toString()));
    }

    @Test
    void neither_does_help(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), notNeeded(folder, "--help"));
        assertEquals(List.of(), notNeeded(folder, "--version"));
    }

    private static List<String> notNeeded(Path folder, String... arguments) throws Exception {
        Path log = folder.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=classes:none",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.linchpin.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        try (Stream<String> loaded = Files.lines(log)) {
            List<String> classes =
                    loaded.map(line -> line.substring(0, line.indexOf(' '))).toList();
            assertTrue(classes.contains("dev.linchpin.cli.Main"), "the log is not as expected: " + classes);
            return classes.stream()
                    .filter(name -> NOT_NEEDED.stream().anyMatch(name::startsWith))
                    .toList();
        }
    }
}
