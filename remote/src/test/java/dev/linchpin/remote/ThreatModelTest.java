package dev.linchpin.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/bundles.md says of each attack, some test shows: the one that it links to. */
class ThreatModelTest {
    private static final Path PAGE = Path.of("../docs/bundles.md");
    private static final Pattern ATTACK = Pattern.compile("\\| \\[\\w+]\\(([^)]+)\\) `(\\w+)` \\|");

    @Test
    void every_attack_is_linked_to_a_test_that_exists() throws Exception {
        String page = Files.readString(PAGE);
        String model = page.substring(page.indexOf("\n## Threat model\n"));
        List<String> rows = model.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| attack"))
                .toList();
        assertTrue(rows.size() >= 20, () -> "only " + rows.size() + " attacks");
        for (String row : rows) {
            List<MatchResult> links = ATTACK.matcher(row).results().toList();
            assertEquals(1, links.size(), row);
            Path test = PAGE.resolveSibling(links.get(0).group(1)).normalize();
            String name = "void " + links.get(0).group(2) + "(";
            assertTrue(Files.readString(test).contains(name), () -> test + " has no test " + name);
        }
    }
}
