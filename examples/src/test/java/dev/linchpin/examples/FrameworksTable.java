package dev.linchpin.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of docs/frameworks.md: what it says, and what it has to say. */
final class FrameworksTable {
    static final Path DOCUMENT = Path.of("../docs/frameworks.md");
    private static final String START = "|---|---|---|---|---|---|---|";

    private final List<String> document;
    private final Map<String, String> played = new TreeMap<>();

    private FrameworksTable(List<String> document) {
        this.document = document;
    }

    static FrameworksTable read() {
        try {
            return new FrameworksTable(Files.readAllLines(DOCUMENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepting() {
        return System.getProperty("frameworks.accept") != null;
    }

    /** Fails unless the table has this row, or is to be written anew. */
    void hold(Framework framework, Played outcome) {
        String row = row(framework, outcome);
        played.put(framework.name(), row);
        assertTrue(
                accepting() || rows().contains(row),
                () -> "docs/frameworks.md does not say\n" + row
                        + "\nIf that is what it has to say, run this test with -Dframeworks.accept, and explain what is new.");
    }

    List<String> names() {
        return accepting()
                ? FrameworksTest.names()
                : rows().stream()
                        .map(row -> row.split(" \\| ", 2)[0].substring(2))
                        .toList();
    }

    void writeIfAccepted() throws IOException {
        if (!accepting()) {
            return;
        }
        List<String> rows = new ArrayList<>();
        for (String name : FrameworksTest.names()) {
            String before = rows().stream()
                    .filter(row -> row.startsWith("| " + name + " |"))
                    .findAny()
                    .orElse("");
            String now = played.getOrDefault(name, before);
            if (!now.isEmpty()) {
                rows.add(now);
            }
        }
        int start = document.indexOf(START) + 1;
        List<String> lines = new ArrayList<>(document.subList(0, start));
        lines.addAll(rows);
        lines.addAll(document.subList(start + rows().size(), document.size()));
        Files.write(DOCUMENT, lines);
    }

    List<String> rows() {
        int start = document.indexOf(START) + 1;
        return document.subList(start, document.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String row(Framework framework, Played outcome) {
        return "| "
                + String.join(
                        " | ",
                        framework.name(),
                        framework.version(),
                        outcome.right(),
                        "refused, 0 bytes",
                        outcome.verdict(),
                        outcome.openConnection(),
                        outcome.newConnection())
                + " |";
    }
}
