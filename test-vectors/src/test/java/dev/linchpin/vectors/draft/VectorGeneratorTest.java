package dev.linchpin.vectors.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorGeneratorTest {
    private static final Path COMMITTED = Path.of("vectors");

    @TempDir
    Path vectors;

    @Test
    void regenerating_gives_the_committed_bytes() throws IOException {
        Files.copy(COMMITTED.resolve("published.txt"), vectors.resolve("published.txt"));
        VectorGenerator.writeTo(vectors);
        assertEquals(-1, Files.mismatch(COMMITTED.resolve("published.txt"), vectors.resolve("published.txt")));
        for (String topic : VectorFiles.TOPICS) {
            String file = "v1/" + topic + ".json";
            assertEquals(-1, Files.mismatch(COMMITTED.resolve(file), vectors.resolve(file)), file);
        }
    }

    @Test
    void says_which_files_changed_and_keeps_ids_that_are_gone() throws IOException {
        Files.writeString(vectors.resolve("published.txt"), "spki-hash::gone::case\n");
        List<String> first = VectorGenerator.writeTo(vectors);
        assertEquals(VectorFiles.TOPICS.size() + 1, first.size());
        assertTrue(Files.readString(vectors.resolve("published.txt")).contains("spki-hash::gone::case\n"));
        Files.writeString(vectors.resolve("v1/host-match.json"), "{}");
        assertEquals(List.of("v1/host-match.json"), VectorGenerator.writeTo(vectors));
    }

    @Test
    void what_is_written_is_read_back() {
        for (VectorFile draft : VectorGenerator.draft()) {
            assertEquals(draft, VectorFiles.parse(VectorGenerator.json(draft)), draft.topic());
        }
    }

    @Test
    void shows_what_is_not_ascii() {
        String json = CanonicalJson.write(Map.of("host", "a\u3002b\0\"\\\ud842\udfb7"));
        assertEquals("{\n  \"host\": \"a\\u3002b\\u0000\\\"\\\\\\ud842\\udfb7\"\n}\n", json);
    }

    /** jq, serde_json and Perl refuse a file with half a surrogate pair, and Go puts U+FFFD in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udfb7\ud842", "\ufffe", "\ufdd0", "\udbff\udfff"})
    void refuses_to_write_what_i_json_cannot_carry(String text) {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(Map.of("host", text)));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(Map.of(text, "host")));
    }

    @Test
    void there_are_enough_cases() {
        long cases = VectorGenerator.draft().stream().flatMap(VectorFile::cases).count();
        assertTrue(cases >= 180, cases + " cases");
    }
}
