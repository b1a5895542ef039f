package dev.linchpin.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs an application in {@code src/test/consumer} that uses every exported package of the published modules
 * from the module path. In {@code mvn verify} these are the jars as they are published.
 *
 * <p>jspecify is not among them: in the POMs it is provided and optional, so it reaches no application.
 */
class ModulePathTest {
    @TempDir
    Path classes;

    @Test
    void an_application_on_the_module_path_without_jspecify_uses_every_exported_package() throws Exception {
        Path sources = PublishedModule.repository().resolve("cli/src/test/consumer");
        compile(sources.resolve("module-info.java"), sources.resolve("consumer/Main.java"));

        String output =
                run("--module-path", classes + File.pathSeparator + modulePath(), "-m", "consumer/consumer.Main");
        assertTrue(output.endsWith("consumed"), output);
    }

    @Test
    void the_application_imports_from_every_exported_package() throws IOException {
        String application =
                Files.readString(PublishedModule.repository().resolve("cli/src/test/consumer/consumer/Main.java"));
        List<String> unused = PublishedModule.exportedPackages()
                .filter(name -> !application.matches("(?s).*import " + name.replace(".", "\\.") + "\\.[A-Z].*"))
                .toList();
        assertEquals(List.of(), unused);
    }

    private void compile(Path... sources) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        List<String> arguments =
                new ArrayList<>(List.of("--module-path", modulePath(), "-proc:none", "-d", classes.toString()));
        for (Path source : sources) {
            arguments.add(source.toString());
        }
        int result =
                ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        assertEquals(0, result, output::toString);
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** What this test runs with, but for the classes of the cli and for what no POM hands on. */
    private static String modulePath() {
        Path cli = PublishedModule.repository().resolve("cli");
        return PublishedModule.classPath().stream()
                .filter(entry -> !entry.toAbsolutePath().startsWith(cli))
                .filter(entry -> !entry.getFileName().toString().startsWith("jspecify-"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
