package dev.linchpin.gauntlet.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.Gauntlet;
import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads of an attack can find out where it comes from. */
class BackgroundTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/linchpin/gauntlet/catalogue");
    private static final Gauntlet GAUNTLET = Gauntlet.open();

    @AfterAll
    static void close() {
        GAUNTLET.close();
    }

    static List<Scenario> scenarios() {
        return GAUNTLET.scenarios();
    }

    static Stream<Scenario> attacks() {
        return scenarios().stream().filter(scenario -> scenario.expected() != Expectation.ACCEPT);
    }

    @Test
    void every_flag_is_a_flag_of_the_vectors() {
        Set<String> known = VectorFiles.load().stream()
                .flatMap(file -> file.notes().keySet().stream())
                .collect(Collectors.toSet());
        Set<String> unknown = scenarios().stream()
                .flatMap(scenario -> scenario.background().flags().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        unknown.removeAll(known);
        assertEquals(Set.of(), unknown);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void every_attack_names_a_reference_or_is_drawn(Scenario attack) throws IOException {
        assertTrue(!attack.background().references().isEmpty() || isDrawn(attack), attack::id);
    }

    /** Whether there is a drawing above the method that writes the scenario. */
    private static boolean isDrawn(Scenario scenario) throws IOException {
        for (String source : sources()) {
            int written = source.indexOf("\"" + scenario.id() + "\"");
            if (written >= 0) {
                int begin = source.lastIndexOf("\n    }\n", written);
                return source.substring(Math.max(0, begin), written).contains("<pre>");
            }
        }
        throw new AssertionError(scenario.id() + " is written nowhere in " + SOURCES);
    }

    private static List<String> sources() throws IOException {
        List<String> texts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SOURCES, "*.java")) {
            for (Path file : files) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
