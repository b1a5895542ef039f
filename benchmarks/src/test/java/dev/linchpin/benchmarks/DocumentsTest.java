package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.cli.command.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The numbers in the documents are those of the stored runs; without stored runs there are none. */
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
