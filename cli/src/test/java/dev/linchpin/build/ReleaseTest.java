package dev.linchpin.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to be right in the POMs before a release; {@code .ci/stage} rehearses one. */
class ReleaseTest {
    static Stream<MavenModule> modules() {
        return MavenModule.all().stream();
    }

    static Stream<MavenModule> published() {
        return MavenModule.published().stream();
    }

    @Test
    void the_bom_lists_every_artifact_of_a_release_and_nothing_else() {
        MavenModule bom = MavenModule.all().stream()
                .filter(module -> module.folder().equals("bom"))
                .findFirst()
                .orElseThrow();
        Set<Coordinates> expected = published()
                .filter(module -> !module.text("packaging").equals(Optional.of("pom")))
                .map(module -> new Coordinates("dev.linchpin", module.artifact(), "${project.version}", false))
                .collect(Collectors.toSet());
        assertEquals(expected, Set.copyOf(bom.managed()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void every_module_has_the_version_of_the_root(MavenModule module) {
        assertEquals(MavenModule.root().version(), module.version());
    }

    @ParameterizedTest
    @MethodSource("published")
    void a_published_module_says_what_it_is(MavenModule module) {
        assertTrue(module.text("name").isPresent(), "no <name>");
        assertTrue(module.text("description").isPresent(), "no <description>");
    }

    @Test
    void the_projects_outside_of_the_reactor_ask_for_this_version() throws IOException {
        try (Stream<Path> consumers = Files.list(PublishedModule.repository().resolve("consumers"))) {
            Set<Optional<String>> versions = consumers
                    .map(consumer -> MavenModule.read(consumer.resolve("pom.xml")))
                    .map(pom -> MavenModule.text(pom, "properties", "linchpin.version"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(Optional.of(MavenModule.root().version())), versions);
        }
    }
}
