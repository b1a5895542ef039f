package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command as a process of its own, with the standard streams that a shell gives it. */
class ProcessTest {
    /** Newer JVMs warn of a library that loads native code without leave, as Conscrypt does. */
    private static final String LEAVE = Runtime.version().feature() < 22 ? "" : "--enable-native-access=ALL-UNNAMED ";

    private static final String LINCHPIN = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' " + LEAVE
            + "-cp \"$CLASSES\" dev.linchpin.cli.Main ";

    @BeforeEach
    void needs_a_shell() {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "NOT TESTED: there is no /bin/sh");
    }

    @Test
    void says_that_a_full_disk_takes_no_output() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "NOT TESTED: this system has no /dev/full");
        String err = errorsOf(LINCHPIN + "help pin > /dev/full; echo exit $? >&2");
        assertEquals("linchpin: the output cannot be written: No space left on device\nexit 2\n", err);
    }

    @Test
    void says_nothing_when_its_reader_has_enough() throws Exception {
        assertEquals("exit 141\n", errorsOf("{ " + LINCHPIN + "demo --list; echo exit $? >&2; } | true"));
    }

    private static String errorsOf(String script) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
        shell.environment().put("CLASSES", System.getProperty("java.class.path"));
        shell.environment().put("LC_ALL", "C");
        shell.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS")); // java tells of them
        Process process = shell.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return err;
    }
}
