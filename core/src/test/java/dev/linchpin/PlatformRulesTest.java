package dev.linchpin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.TwoPaths.Flaw;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the JDK's trust manager forbids and a bare PKIX validator allows. The peer presents two paths:
 *
 * <pre>
 * leaf ← Issuing ← Rogue Root          trusted, and without a flaw
 * leaf ← Issuing ← (…) ← Linchpin Root pinned, and the trust manager refuses it
 * </pre>
 */
class PlatformRulesTest {
    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final String REFUSED = "TLS_1_2 refused after 0 bytes\nTLS_1_3 refused after 0 bytes\n";
    private static final String ACCEPTED = "TLS_1_2 accepted\nTLS_1_3 accepted\n";

    /**
     * MD5 and 512 bits of RSA pass where Bouncy Castle stands first: its validator does not read
     * {@code jdk.certpath.disabledAlgorithms}. 2048 bits pass where only {@code jdk.tls.disabledAlgorithms} demands more.
     */
    @ParameterizedTest
    @EnumSource(names = {"MD5", "RSA_512", "RSA_2048"})
    void rejects_a_pinned_path_that_only_a_bare_validator_accepts(Flaw flaw) throws Exception {
        assertEquals(REFUSED, play(HOME, flaw, flaw, "given"));
        assertEquals(ACCEPTED, play(HOME, flaw, Flaw.NONE, "given"));
    }

    /** {@code SHA1 jdkCA & usage TLSServer}: a SHA-1 signature below a root that the JDK itself brings along. */
    @Test
    void rejects_a_pinned_path_with_sha1_below_an_anchor_of_the_jdk(@TempDir Path home) throws Exception {
        copyHome(home);
        Flaw flaw = Flaw.SHA1_BELOW_AN_ANCHOR_OF_THE_JDK;
        assertEquals(REFUSED, play(home, flaw, flaw, "platform"));
        assertEquals(ACCEPTED, play(home, flaw, Flaw.NONE, "platform"));
    }

    private static String play(Path home, Flaw where, Flaw flaw, String anchors) throws Exception {
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoPaths.class.getName(),
                        where.name(),
                        flaw.name(),
                        anchors)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.replace(System.lineSeparator(), "\n");
    }

    /** This JDK with two trust anchors of ours; it finds its home by where its libraries lie, so those are copied. */
    private static void copyHome(Path home) throws Exception {
        copy("bin/java", home);
        Files.createSymbolicLink(home.resolve("conf"), HOME.resolve("conf").toRealPath());
        try (Stream<Path> files = Files.walk(HOME.resolve("lib"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = HOME.relativize(file).toString();
                boolean large = name.endsWith("modules") || name.endsWith(".zip") || name.endsWith(".jsa");
                if (large) {
                    Files.createDirectories(home.resolve(name).getParent());
                    Files.createSymbolicLink(home.resolve(name), file.toRealPath());
                } else if (!name.endsWith("cacerts")) {
                    copy(name, home);
                }
            }
        }
        Files.createDirectories(home.resolve("lib/security"));
        KeyStore anchors = KeyStore.getInstance("JKS"); // Read without a password.
        anchors.load(null, null);
        int alias = 0;
        for (var anchor : List.of(TwoPaths.PINNED, TwoPaths.ROGUE)) {
            // The suffix is how the JDK marks what it brings along.
            anchors.setCertificateEntry("anchor" + alias++ + " [jdk]", anchor.certificate());
        }
        try (OutputStream out = Files.newOutputStream(home.resolve("lib/security/cacerts"))) {
            anchors.store(out, "changeit".toCharArray());
        }
    }

    private static void copy(String name, Path home) throws IOException {
        Files.createDirectories(home.resolve(name).getParent());
        Files.copy(HOME.resolve(name), home.resolve(name));
    }
}
