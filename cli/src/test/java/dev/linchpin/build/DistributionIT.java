package dev.linchpin.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linchpin.pki.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive that people download, unpacked where there is nothing else: no checkout, no Maven, a folder with a blank in its name. */
class DistributionIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("linchpin.archive"));

    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpacks_it() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "NOT TESTED: there is no /bin/sh");
        Path apps = Files.createDirectory(folder.resolve("my apps"));
        Run tar = Run.of(apps, Map.of(), "tar", "-xzf", ARCHIVE.toString());
        assertEquals(new Run(0, "", ""), tar);
        home = apps.resolve(ARCHIVE.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void holds_what_a_package_holds() {
        for (String file : List.of(
                "LICENSE",
                "bin/linchpin",
                "lib/linchpin-cli.jar",
                "share/bash-completion/completions/linchpin",
                "share/man/man1/linchpin-pin.1")) {
            assertTrue(Files.isRegularFile(home.resolve(file)), file);
        }
    }

    @Test
    void tells_nothing_of_where_and_when_it_was_built() throws Exception {
        Run list = Run.of(folder, Map.of("TZ", "UTC"), "tar", "-tvzf", ARCHIVE.toString());
        List<String> lines = list.out().lines().toList();
        assertTrue(lines.size() > 40, list.out());
        for (String line : lines) {
            assertTrue(line.matches("[-d]rw[-x]r-[-x]r-[-x] root/root +\\d+ 2026-11-21 00:00 .*"), line);
        }
    }

    @Test
    void helps_and_tells_its_version() throws Exception {
        assertTrue(linchpin("--help").out().startsWith("Usage: linchpin [-hV] COMMAND\n"));
        Run version = linchpin("--version");
        assertTrue(
                version.out()
                        .matches("linchpin \\d\\S+\ncommit ([0-9a-f]{40}(-dirty)?|unknown)\nJava "
                                + Runtime.version().feature() + ".*\n"),
                version.toString());
    }

    @Test
    void pins_a_file_when_called_by_a_link() throws Exception {
        Files.writeString(
                folder.resolve("leaf.pem"), TestCertificate.root("example.com").pem());
        Path link =
                Files.createSymbolicLink(folder.resolve("linchpin"), folder.relativize(home.resolve("bin/linchpin")));
        Run run = Run.of(folder, java(), link.toString(), "pin", "leaf.pem");
        assertTrue(run.out().startsWith("sha256/"), run.toString());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void plays() throws Exception {
        Run run = linchpin("demo", "--scenario=rogue-trusted-ca");
        assertTrue(run.out().contains("rogue but trusted CA"), run.toString());
        assertEquals(0, run.exitCode(), run.toString());
    }

    @ParameterizedTest
    @CsvSource({"conformance,recipes", "bench,benchmarks", "vectors generate,vectors", "vectors lint,vectors"})
    void says_what_only_a_checkout_has(String command, String what) throws Exception {
        Run run = linchpin(command.split(" "));
        assertEquals("", run.out());
        assertTrue(
                run.err().matches("linchpin: the " + what + " are part of a checkout, and this is none.*\n"),
                run.toString());
        assertEquals(2, run.exitCode());
    }

    @Test
    void says_that_there_is_no_java() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.copy(Path.of("/usr/bin/dirname"), tools.resolve("dirname"), StandardCopyOption.COPY_ATTRIBUTES);
        Run run = Run.of(
                folder,
                Map.of("PATH", tools.toString()),
                home.resolve("bin/linchpin").toString(),
                "pin");
        assertEquals(new Run(70, "", "linchpin: there is no java on the PATH; Java 17 or newer is needed\n"), run);
    }

    @Test
    void says_that_java_is_too_old() throws Exception {
        Path old = folder.resolve("jdk-11");
        Path java = old.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"N\"\nJAVA_VERSION=\"11.0.2\"\n");
        Run run = Run.of(
                folder,
                Map.of("JAVA_HOME", old.toString()),
                home.resolve("bin/linchpin").toString(),
                "pin");
        assertEquals(new Run(70, "", "linchpin: " + java + " is Java 11.0.2; Java 17 or newer is needed\n"), run);
    }

    private static Run linchpin(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = home.resolve("bin/linchpin").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Run.of(folder, java(), command);
    }

    private static Map<String, String> java() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"));
    }

    /** What a process wrote where, and its exit code. */
    record Run(int exitCode, String out, String err) {
        static Run of(Path folder, Map<String, String> environment, String... command) throws Exception {
            Path out = Files.createTempFile("out", "");
            Path err = Files.createTempFile("err", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS")); // java tells of them
            builder.environment().keySet().removeAll(List.of("JAVA_HOME", "LINCHPIN_HOME"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            int exitCode = process.waitFor();
            return new Run(exitCode, text(out), text(err));
        }

        private static String text(Path file) throws Exception {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Files.delete(file);
            return text;
        }
    }
}
