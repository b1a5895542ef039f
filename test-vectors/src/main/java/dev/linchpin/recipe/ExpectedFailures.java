package dev.linchpin.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an implementation is known to get wrong: cases of the vectors, or scenarios of the gauntlet. It has to get exactly that wrong:
 * passing what is listed is a failure, too.
 */
public final class ExpectedFailures {
    public static final ExpectedFailures NONE = new ExpectedFailures(List.of());

    private static final String REST = "*";
    private static final String CASE = "tcId";
    private static final String SCENARIO = "scenario";

    private final List<Entry> entries;

    private ExpectedFailures(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One id, or all ids that begin with the text before a trailing {@code *}.
     *
     * @param reason one line
     */
    record Entry(String pattern, String reason) {
        boolean covers(String id) {
            return pattern.endsWith(REST)
                    ? id.startsWith(pattern.substring(0, pattern.length() - 1))
                    : id.equals(pattern);
        }
    }

    /**
     * Reads a file that holds a JSON array as under {@code expectedFailures} in a {@code recipe.json}.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static ExpectedFailures read(Path file) throws IOException {
        return JsonText.in(file, () -> parse(Files.readString(file)));
    }

    /** Reads what such a file holds. */
    public static ExpectedFailures parse(String json) {
        return of(JsonText.parse(json));
    }

    static ExpectedFailures of(JsonNode array) {
        return of(array, CASE);
    }

    static ExpectedFailures ofScenarios(JsonNode array) {
        return of(array, SCENARIO);
    }

    private static ExpectedFailures of(JsonNode array, String id) {
        return new ExpectedFailures(JsonText.elements(array)
                .map(entry -> new Entry(JsonText.text(entry, id), JsonText.text(entry, "reason")))
                .toList());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Why this is expected to fail; empty if it is not. */
    public Optional<String> reason(String id) {
        return entries.stream()
                .filter(entry -> entry.covers(id))
                .map(Entry::reason)
                .findFirst();
    }

    /** The entries that cover none of all ids there are. */
    public List<String> withoutCase(Collection<String> ids) {
        return entries.stream()
                .filter(entry -> ids.stream().noneMatch(entry::covers))
                .map(Entry::pattern)
                .toList();
    }
}
