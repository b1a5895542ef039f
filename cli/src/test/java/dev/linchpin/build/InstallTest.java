package dev.linchpin.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The README's lines for Maven and Gradle: what is copied from there has to be there, and there is no Gradle here to say so. */
class InstallTest {
    @TempDir
    Path folder;

    private List<Coordinates> maven;
    private List<Coordinates> gradle;

    @BeforeEach
    void read() throws IOException {
        String readme = Files.readString(PublishedModule.repository().resolve("README.md"))
                .replaceFirst("(?s)\n## Use\n.*", "");
        Path pom = Files.writeString(folder.resolve("pom.xml"), "<project>" + block(readme, "xml") + "</project>");
        Element project = MavenModule.read(pom);
        maven = Stream.concat(
                        MavenModule.elements(project, "dependencyManagement", "dependencies", "dependency"),
                        MavenModule.elements(project, "dependencies", "dependency"))
                .map(Coordinates::of)
                .toList();
        gradle = block(readme, "kotlin")
                .lines()
                .filter(line -> line.contains("implementation("))
                .map(Coordinates::ofGradle)
                .toList();
    }

    @Test
    void gradle_gets_what_maven_gets() {
        assertEquals(maven, gradle);
    }

    @Test
    void the_version_is_that_of_the_poms_and_the_bom_alone_says_it() {
        List<Coordinates> versioned = maven.stream()
                .filter(Coordinates::isOurs)
                .filter(dependency -> !dependency.version().isEmpty())
                .toList();
        assertEquals(
                List.of(new Coordinates(
                        "dev.linchpin", "linchpin-bom", MavenModule.root().version(), true)),
                versioned);
    }

    @Test
    void every_artifact_of_ours_is_published() {
        List<String> published =
                MavenModule.published().stream().map(MavenModule::artifact).toList();
        List<String> named = maven.stream()
                .filter(Coordinates::isOurs)
                .map(Coordinates::artifact)
                .toList();
        assertTrue(published.containsAll(named), () -> named + " are not all of " + published);
        assertTrue(named.size() > 1, "no adapter is named");
    }

    private static String block(String readme, String language) {
        Matcher blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme);
        List<String> found = blocks.results().map(block -> block.group(1)).collect(Collectors.toList());
        assertEquals(1, found.size(), () -> "blocks of " + language + " in README.md");
        return found.get(0);
    }
}
