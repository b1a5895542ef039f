package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for clients in Java compiles, and refuses to start without a backup pin. The recipe {@code jvm} has what is not on our class path. */
class JavaCodeTest {
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

    static void assertAsksForIt(Exception refusal) {
        assertTrue(refusal.getMessage().contains("put the pin of a backup key here"), refusal.getMessage());
    }
}
