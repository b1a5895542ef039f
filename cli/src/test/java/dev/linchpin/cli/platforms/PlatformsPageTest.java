package dev.linchpin.cli.platforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.target.PlatformsPage;
import dev.linchpin.cli.target.Target;
import dev.linchpin.cli.target.Targets;
import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/platforms.md} is what {@code linchpin platforms --markdown} wrote, and nobody has edited it since. CI compares it with a run of its own. */
class PlatformsPageTest {
    private static final Path PAGE = Path.of("../docs/platforms.md");
    private static final Pattern RESULT = Pattern.compile("\\d+ plays, 0 unexpected");

    @Test
    void is_what_the_command_writes_of_these_targets() throws IOException {
        String page = Files.readString(PAGE);
        List<PlatformsPage.Row> rows = Targets.all().stream()
                .map(target -> new PlatformsPage.Row(target, result(target, page)))
                .toList();
        try (Gauntlet gauntlet = Gauntlet.open()) {
            assertEquals(new PlatformsPage(PlatformsCommand.pairs(gauntlet.essentials()), rows).markdown(), page);
        }
    }

    private static String result(Target target, String page) {
        if (target.run() != Target.Run.LIVE) {
            return "";
        }
        String row = page.lines()
                .filter(line -> line.startsWith("| `" + target.name() + "` |"))
                .findFirst()
                .orElse("");
        Matcher result = RESULT.matcher(row);
        assertTrue(result.find(), target.name() + " is run live, and the page has no result of it: " + row);
        return result.group();
    }

    @Test
    void runs_eighteen_platforms_live() throws IOException {
        String page = Files.readString(PAGE);
        long live = page.lines().filter(line -> line.contains("| live |")).count();
        assertTrue(live >= 18, live + " targets are run live");
    }

    @Test
    void shows_every_published_fault_by_a_scenario_that_exists() {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            Set<String> known = gauntlet.scenarios().stream().map(Scenario::id).collect(Collectors.toSet());
            for (Target target : Targets.all()) {
                target.published()
                        .flatMap(Target.Published::scenario)
                        .ifPresent(id -> assertTrue(known.contains(id), target.name() + ": " + id));
            }
        }
    }
}
