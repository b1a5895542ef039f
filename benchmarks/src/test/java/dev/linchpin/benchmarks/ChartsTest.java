package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ChartsTest {
    @TempDir
    Path folder;

    private SortedMap<String, String> drawn(String name) throws Exception {
        Path charts = folder.resolve(name);
        Charts.draw(List.of(Imagined.report(17, Plan.quick()), Imagined.report(25, Plan.quick())), charts);
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(charts)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** Lest a commit of new results changes what did not change. */
    @Test
    void the_same_results_make_the_same_files() throws Exception {
        SortedMap<String, String> once = drawn("once");
        assertEquals(
                List.of(
                        "handshake-jdk-17.svg",
                        "handshake-jdk-25.svg",
                        "lookup.svg",
                        "verdict-jdk-17.svg",
                        "verdict-jdk-25.svg"),
                List.copyOf(once.keySet()));
        assertEquals(once, drawn("twice"));
    }

    /** Outlines instead of text look the same whatever fonts the reader has; they would be large if they were not tidied. */
    @Test
    void charts_are_well_formed_and_small() throws Exception {
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        for (Map.Entry<String, String> chart : drawn("read").entrySet()) {
            xml.newDocumentBuilder().parse(new InputSource(new StringReader(chart.getValue())));
            assertTrue(
                    chart.getValue().length() < 300_000,
                    () -> chart.getKey() + ": " + chart.getValue().length());
        }
    }

    @Test
    void draws_what_there_is_of_a_run_that_measured_little() throws Exception {
        Charts.draw(List.of(Imagined.report(17, Plan.quick().only(Set.of("PolicyLookup")))), folder);
        try (Stream<Path> drawn = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("lookup.svg")), drawn.toList());
        }
    }
}
