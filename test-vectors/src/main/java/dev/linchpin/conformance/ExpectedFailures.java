package dev.linchpin.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an implementation is known to get wrong. It has to get exactly that wrong: passing a listed case is a failure, too. */
public final class ExpectedFailures {
    public static final ExpectedFailures NONE = new ExpectedFailures(List.of());

    private static final String REST = "*";

    private final List<Entry> entries;

    private ExpectedFailures(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One case, or all cases whose id begins with the text before a trailing {@code *}.
     *
     * @param reason one line
     */
    record Entry(String tcId, String reason) {
        boolean covers(String id) {
            return tcId.endsWith(REST) ? id.startsWith(tcId.substring(0, tcId.length() - 1)) : id.equals(tcId);
        }
    }

    /**
     * Reads a file that holds a JSON array as under {@code expectedFailures} in a {@code recipe.json}.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static ExpectedFailures read(Path file) throws IOException {
        return JsonText.in(file, () -> of(JsonText.parse(Files.readString(file))));
    }

    static ExpectedFailures of(JsonNode array) {
        return new ExpectedFailures(JsonText.elements(array)
                .map(entry -> new Entry(JsonText.text(entry, "tcId"), JsonText.text(entry, "reason")))
                .toList());
    }

    /** Why this case is expected to fail; empty if it is not. */
    Optional<String> reason(String tcId) {
        return entries.stream()
                .filter(entry -> entry.covers(tcId))
                .map(Entry::reason)
                .findFirst();
    }

    /** The entries that cover none of all cases there are. */
    List<String> withoutCase(Collection<String> tcIds) {
        return entries.stream()
                .filter(entry -> tcIds.stream().noneMatch(entry::covers))
                .map(Entry::tcId)
                .toList();
    }
}
