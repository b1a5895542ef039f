package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.cli.command.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers in the documents, and the charts, are those of the stored runs; without stored runs there are none. */
class DocumentsTest {
    private static final Checkout CHECKOUT = Checkout.find().orElseThrow();

    private static List<Report> stored() throws IOException {
        Path folder = CHECKOUT.resolve("benchmarks/results");
        return Files.isDirectory(folder) ? Report.allStored(folder) : List.of();
    }

    private static List<String> lines(String document, Predicate<String> which) throws IOException {
        return Files.readAllLines(CHECKOUT.resolve(document)).stream()
                .filter(line -> line.startsWith("| "))
                .filter(which)
                .toList();
    }

    /** From a table's first line to its last. */
    private static List<String> table(String document, String firstLine) throws IOException {
        return Files.readAllLines(CHECKOUT.resolve(document)).stream()
                .dropWhile(line -> !line.equals(firstLine))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void the_readme_shows_what_a_request_costs() throws IOException {
        List<String> stored = Markdown.requests(stored());
        assertEquals(
                stored, table("README.md", stored.get(0)), "./linchpin bench --markdown prints what belongs there");
    }

    @Test
    void the_charts_show_the_stored_runs(@TempDir Path drawn) throws IOException {
        Charts.draw(stored(), drawn);
        assertEquals(texts(drawn), texts(CHECKOUT.resolve("docs/charts")), "./linchpin bench --charts docs/charts");
    }

    private static SortedMap<String, String> texts(Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void the_table_of_adapters_shows_the_stored_overhead() throws IOException {
        assertEquals(
                Markdown.adapters(stored()),
                lines("docs/choosing.md", line -> line.contains("Linchpin / plain (JDK ")),
                "./linchpin bench --markdown prints what belongs there");
    }

    @Test
    void the_document_of_benchmarks_shows_the_stored_bars() throws IOException {
        assertEquals(
                Markdown.bars(stored()).stream().skip(2).toList(),
                lines("BENCHMARKING.md", line -> line.contains("| holds: ") || line.contains("| **missed**: ")),
                "./linchpin bench --markdown prints what belongs there");
    }
}
