package dev.linchpin.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.gauntlet.play.Result;
import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README shows code that compiles and says what that code does. */
class ReadmeTest {
    private static final Path HERE = Path.of("src/test/java/dev/linchpin/gauntlet");

    /** About the rules by which a path is judged; this pinner follows a path of its own and checks something else. */
    private static final Set<String> NOT_COMPARED = Set.of("md-five-cross-certificate", "weak-key-cross-certificate");

    @Test
    void the_code_in_the_readme_is_the_code_here() throws IOException {
        String tested = squeeze(Files.readString(HERE.resolve("YourDriver.java")))
                + squeeze(Files.readString(HERE.resolve("ReadmeTest.java")));
        for (String block : readme().split("```java\n", -1)) {
            String code = block.contains("```") ? block.substring(0, block.indexOf("```")) : "";
            assertTrue(block.startsWith("# ") || tested.contains(squeeze(code)), code);
        }
    }

    @Test
    void the_table_in_the_readme_is_what_comes_out() throws IOException {
        try (Gauntlet gauntlet = Gauntlet.open()) {
            Driver driver = new YourDriver("CertificatePinner", List.of(Protocol.HTTP_1_1, Protocol.HTTP_2));
            List<Result> bad =
                    gauntlet.playAll(driver).filter(Result::unexpected).toList();
            assertEquals(
                    tableRows(),
                    bad.stream()
                            .filter(result ->
                                    !NOT_COMPARED.contains(result.scenario().id()))
                            .map(result -> result.scenario().id() + " " + result.actual())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static Set<String> tableRows() throws IOException {
        return readme().lines()
                .filter(line -> line.matches("\\| `[a-z-]+` .*"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> cells[1].replace("`", "").strip() + " " + cells[3].strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static String squeeze(String code) {
        return code.replaceAll("\\s+", "");
    }
}
