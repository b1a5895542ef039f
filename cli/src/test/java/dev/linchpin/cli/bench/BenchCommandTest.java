package dev.linchpin.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Invocation;
import dev.linchpin.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    Path checkout;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Optional<Path> folder, String... arguments) {
        Terminal terminal = Terminal.of(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, StandardCharsets.UTF_8);
        return Invocation.run(new CommandLine(new BenchCommand(folder.map(Checkout::new))), terminal, arguments);
    }

    /** Stands in for the benchmarks: ends with the number of its arguments. */
    public static final class ArgumentCounter {
        private ArgumentCounter() {}

        /** Counts. */
        public static void main(String[] arguments) {
            System.exit(arguments.length);
        }
    }

    private void putJar(Class<?> main) throws IOException {
        Path jar = checkout.resolve("benchmarks/target/launcher/linchpin-benchmarks.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        String entry = main.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = main.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new ZipEntry(entry));
            code.transferTo(out);
        }
    }

    @Test
    void passes_on_every_argument_and_the_exit_code() throws IOException {
        putJar(ArgumentCounter.class);
        String[] arguments = {"--quick", "--help", "-x", "", "Verdict"};
        assertEquals(arguments.length, run(Optional.of(checkout), arguments));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void refuses_to_run_without_a_checkout() {
        assertEquals(2, run(Optional.empty(), "--quick"));
        assertEquals(
                List.of("linchpin: the benchmarks are part of a checkout, and this is none (see bench --help)"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void refuses_to_run_benchmarks_that_are_not_built() {
        assertEquals(2, run(Optional.of(checkout)));
        assertEquals(
                List.of("linchpin: the benchmarks are not built; ./linchpin bench builds them (see bench --help)"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
