package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.process.MavenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for clients in Java compiles, and refuses to start without a backup pin. The recipe {@code jvm} has what is not on our class path. */
class JavaCodeTest {
    private static final String CRONET = "org.chromium.net:cronet-api:141.7340.3@aar";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"okhttp-java", "okhttp-linchpin", "httpclient5", "jetty", "java-net-http", "spring-restclient"})
    void compiles_whatever_a_policy_says(String target) throws Exception {
        CompiledPins.of(target, SamplePolicies.all().get("everything"), folder, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"okhttp-linchpin", "httpclient5", "jetty", "java-net-http", "spring-restclient"})
    void throws_until_there_is_a_backup_pin(String target) throws Exception {
        CompiledPins pins = CompiledPins.of(target, SamplePolicies.all().get("no-backup"), folder, List.of());
        assertAsksForIt(assertThrows(IllegalArgumentException.class, () -> pins.call("linchpin")));
    }

    @Test
    void throws_for_okhttp_until_there_is_a_backup_pin() throws Exception {
        CompiledPins pins = CompiledPins.of("okhttp-java", SamplePolicies.all().get("no-backup"), folder, List.of());
        assertAsksForIt(
                assertThrows(IllegalArgumentException.class, () -> pins.call("install", new OkHttpClient.Builder())));
    }

    @Test
    void compiles_for_cronet() throws Exception {
        CompiledPins.of("cronet", SamplePolicies.all().get("everything"), folder, cronet());
    }

    private static void assertAsksForIt(Exception refusal) {
        assertTrue(refusal.getMessage().contains("put the pin of a backup key here"), refusal.getMessage());
    }

    /** What is in the archive for Android of its interface, which has no engine. */
    private List<Path> cronet() throws IOException {
        Path classes = folder.resolve("cronet.jar");
        Path archive;
        try {
            archive = MavenFiles.of(List.of(CRONET), Files.createDirectory(folder.resolve("maven")))
                    .get(0);
        } catch (IOException e) {
            Assumptions.abort("NOT TESTED: there is no " + CRONET + ": " + e.getMessage());
            throw e;
        }
        try (ZipFile zip = new ZipFile(archive.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("classes.jar"))) {
            Files.copy(in, classes);
        }
        return List.of(classes);
    }
}
