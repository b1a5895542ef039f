package dev.linchpin.cli.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.driver.PinnedDriver;
import dev.linchpin.gauntlet.client.Driver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClientVersionTest {
    /** What the build uses is promised first of all. The JDK's client has the version of the JDK. */
    @Test
    void the_versions_of_this_build_are_among_them() {
        Set<String> promised = ClientVersion.all().stream()
                .flatMap(version -> PinnedDriver.all().stream()
                        .map(Driver::name)
                        .filter(version::isDrivenBy)
                        .map(version::nameOf))
                .collect(Collectors.toSet());
        List<String> used = PinnedDriver.all().stream()
                .filter(driver -> !driver.version().isEmpty())
                .map(driver -> driver.name() + "-" + driver.version())
                .toList();
        assertEquals(6, used.size());
        for (String name : used) {
            assertTrue(promised.contains(name), () -> name + " is not in client-versions.txt");
        }
    }

    @Test
    void each_comes_once_and_every_client_has_several() {
        List<ClientVersion> all = ClientVersion.all();
        assertEquals(all.size(), new HashSet<>(all).size());
        for (ClientFamily family : ClientFamily.values()) {
            assertTrue(
                    all.stream().filter(version -> version.family() == family).count() > 1, family::toString);
        }
    }

    @Test
    void asks_maven_for_the_artifact_that_holds_the_client() {
        assertEquals(
                List.of("com.squareup.okhttp3:okhttp:4.12.0"),
                new ClientVersion(ClientFamily.OKHTTP, "4.12.0").coordinates());
        assertEquals(
                List.of("com.squareup.okhttp3:okhttp-jvm:5.0.0"),
                new ClientVersion(ClientFamily.OKHTTP, "5.0.0").coordinates());
    }
}
