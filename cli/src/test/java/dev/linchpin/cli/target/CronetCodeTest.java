package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.policy.PinPolicy;
import dev.linchpin.process.MavenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for Cronet compiles against its interface; its engine runs on Android alone. */
class CronetCodeTest {
    private static final String CRONET = "org.chromium.net:cronet-api:141.7340.3@aar";

    @TempDir
    private static Path shared;

    private static List<Path> cronet = List.of();

    @TempDir
    private Path folder;

    @BeforeAll
    static void findCronet() throws IOException {
        Path archive;
        try {
            archive = MavenFiles.of(List.of(CRONET), Files.createDirectory(shared.resolve("maven")))
                    .get(0);
        } catch (IOException e) {
            Assumptions.abort("NOT TESTED: there is no " + CRONET + ": " + e.getMessage());
            throw e;
        }
        Path classes = shared.resolve("cronet.jar");
        try (ZipFile zip = new ZipFile(archive.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("classes.jar"))) {
            Files.copy(in, classes);
        }
        cronet = List.of(classes);
    }

    @Test
    void compiles_whatever_a_policy_says() throws Exception {
        CompiledPins.of("cronet", SamplePolicies.all().get("everything"), folder, cronet);
    }

    /** There is no builder without Android, and the pins are read before it is asked for anything. */
    @Test
    void throws_until_there_is_a_backup_pin() throws Exception {
        CompiledPins pins = CompiledPins.of("cronet", SamplePolicies.all().get("no-backup"), folder, cronet);
        JavaCodeTest.assertAsksForIt(
                assertThrows(IllegalArgumentException.class, () -> pins.call("build", (Object) null)));
    }

    /** Cronet has one set of pins for a name, and the last one that it is given wins. */
    @Test
    void pins_a_name_once() {
        String text = text("example.com", "**.example.com");
        assertTrue(text.contains("// Not as in the policy: example.com has the pins of its whole domain"), text);
        assertFalse(text.contains("pinHost(\n"), text);
    }

    /** Cronet stops at the nearest name that has pins, whether or not they are for the hosts below it. */
    @Test
    void tells_of_hosts_that_a_nearer_rule_unpins() {
        String text = text("api.example.com", "**.example.com");
        assertTrue(text.contains("// Not as in the policy: hosts below api.example.com have no pins"), text);
    }

    private static String text(String host, String domain) {
        PinPolicy policy = PinPolicy.builder()
                .pin(host, SamplePolicies.ACTIVE, SamplePolicies.BACKUP)
                .pin(domain, SamplePolicies.ACTIVE, SamplePolicies.BACKUP)
                .build();
        return new Emitter(Targets.named("cronet"), SamplePolicies::describe)
                .emit(policy)
                .files()
                .get("Pins.java");
    }
}
