package dev.linchpin.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.driver.ComparisonDriver;
import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.format.Provenance;
import dev.linchpin.format.Provenance.Software;
import dev.linchpin.gauntlet.client.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {
    private static final Instant START = Instant.parse("2026-11-27T01:02:03.456Z");

    @Test
    void names_the_run_and_what_it_ran_on() {
        Provenance provenance = Origin.provenance(START, Stream.of(new Software("client", "okhttp", "5")));
        assertEquals(Instant.parse("2026-11-27T01:02:03Z"), provenance.date());
        assertTrue(provenance.jdk().startsWith(Runtime.version() + " ("), provenance.jdk());
        assertTrue(provenance.system().startsWith(System.getProperty("os.name") + " "), provenance.system());
        assertEquals("5", provenance.properties().get("client.okhttp"));
    }

    @Test
    void names_the_commit_of_the_checkout_and_no_other_repository_s(@TempDir Path folder) throws Exception {
        assertTrue(Origin.commit(Path.of("").toAbsolutePath().getParent())
                .orElse("unknown")
                .matches("[0-9a-f]{40}(-dirty)?|unknown"));
        assertEquals(0, git(folder, "init", "-q"));
        assertEquals(
                0,
                git(folder, "-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "--allow-empty", "-m", "first"));
        assertTrue(Origin.commit(folder).orElseThrow().matches("[0-9a-f]{40}"));
        Path inner = Files.createDirectory(folder.resolve("unpacked"));
        assertTrue(Origin.commit(inner).isEmpty(), "the commit of the repository around it");
    }

    private static int git(Path folder, String... arguments) throws Exception {
        return new ProcessBuilder(
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .start()
                .waitFor();
    }

    @Test
    void every_client_and_provider_has_a_version_but_for_parts_of_the_JDK() {
        Set<String> ofJdk = Set.of("java-net-http", "java.net.http", "HttpsURLConnection", "SSLSocket");
        for (Driver driver : Stream.concat(PinnedDriver.all().stream(), ComparisonDriver.all().stream())
                .toList()) {
            String expected = ofJdk.contains(driver.name()) ? "" : "\\d+\\.\\d+.*";
            assertTrue(driver.version().matches(expected), driver.name() + " " + driver.version());
        }
        for (TlsProvider provider : TlsProvider.values()) {
            assertTrue(provider.version().matches("\\d+(\\.\\d+)?.*"), provider + " " + provider.version());
        }
    }
}
