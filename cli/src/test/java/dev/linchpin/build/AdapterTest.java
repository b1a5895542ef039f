package dev.linchpin.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.driver.PinnedDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Whatever calls itself an adapter is held to what the others are held to; CONTRIBUTING.md says how to add one. */
@ParameterizedClass
@MethodSource("adapters")
record AdapterTest(MavenModule adapter) {
    static List<MavenModule> adapters() {
        List<MavenModule> adapters = MavenModule.all().stream()
                .filter(module -> module.folder().endsWith("-adapter"))
                .toList();
        assertTrue(adapters.size() >= 3, adapters::toString);
        return adapters;
    }

    @Test
    void is_published() {
        assertTrue(adapter.isPublished(), "maven.deploy.skip is true");
    }

    @Test
    void has_its_public_api_reviewed() {
        assertTrue(
                PublishedModule.LIBRARIES.stream()
                        .anyMatch(library -> library.folder().equals(adapter.folder())
                                && library.artifact().equals(adapter.artifact())),
                "PublishedModule.LIBRARIES does not name " + adapter
                        + ": nobody compares its API, or tries it on the module path");
        Path golden = folder().resolve("api").resolve(adapter + ".api");
        assertTrue(Files.exists(golden), () -> golden + " is missing; mvn verify -Dapi.accept writes it");
    }

    @Test
    void is_a_column_of_the_gauntlet() {
        String client = adapter.artifact().replaceFirst("linchpin-", "");
        List<String> columns =
                PinnedDriver.all().stream().map(driver -> driver.name()).toList();
        assertTrue(
                columns.stream().anyMatch(name -> name.startsWith(client)),
                () -> "no driver of " + columns + " begins with " + client + ": PinnedDriver.all() lists them");
    }

    @Test
    void depends_on_core_alone() {
        List<Element> rules = MavenModule.elements(
                        adapter.pom(),
                        "build",
                        "plugins",
                        "plugin",
                        "executions",
                        "execution",
                        "configuration",
                        "rules")
                .flatMap(all -> MavenModule.elements(all, "bannedDependencies"))
                .toList();
        assertEquals(1, rules.size(), "the rule of the enforcer that bans dependencies, as the other adapters have it");
        assertEquals(
                List.of("*:*:*:*:compile", "*:*:*:*:runtime"),
                MavenModule.texts(rules.get(0), "excludes", "exclude").toList());
        assertEquals(
                List.of("dev.linchpin:linchpin-core"),
                MavenModule.texts(rules.get(0), "includes", "include").toList());
    }

    @Test
    void has_a_page_that_the_readme_leads_to() throws IOException {
        Path docs = PublishedModule.repository().resolve("docs");
        String readme = Files.readString(PublishedModule.repository().resolve("README.md"));
        try (Stream<Path> pages = Files.list(docs)) {
            List<Path> own = pages.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> textOf(page).contains("\n`dev.linchpin:" + adapter + "`"))
                    .toList();
            assertEquals(
                    1,
                    own.size(),
                    () -> "pages in docs with a paragraph that begins with `dev.linchpin:" + adapter + "`: " + own);
            assertTrue(readme.contains("(docs/" + own.get(0).getFileName() + ")"), "README.md does not lead to " + own);
        }
    }

    private Path folder() {
        return PublishedModule.repository().resolve(adapter.folder());
    }

    private static String textOf(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
