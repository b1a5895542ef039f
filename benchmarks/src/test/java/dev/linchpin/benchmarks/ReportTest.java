package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void json_begins_with_the_jdk_and_one_bar_for_each_row() throws Exception {
        JsonNode json =
                JsonMapper.shared().readTree(Imagined.report(17, Plan.quick()).json());
        assertEquals(
                List.of("jdk", "bars", "plan", "date", "machine", "measurements"), List.copyOf(json.propertyNames()));
        assertEquals(17, json.get("jdk").asInt());
        assertEquals(10, json.get("bars").size());
        for (JsonNode bar : json.get("bars")) {
            assertEquals(List.of("name", "value", "bar", "holds", "claims"), List.copyOf(bar.propertyNames()));
            assertTrue(bar.get("name").isString()
                    && bar.get("value").isString()
                    && bar.get("bar").isString());
            assertTrue(bar.get("holds").asBoolean());
        }
    }

    @Test
    void is_read_as_it_was_stored() throws Exception {
        Report report = Imagined.report(25, Plan.quick());
        report.store(folder.resolve("new"));
        assertEquals(Optional.of(report), Report.stored(folder.resolve("new"), 25));
        assertEquals(List.of(report), Report.allStored(folder.resolve("new")));
        assertEquals(Optional.empty(), Report.stored(folder.resolve("new"), 17));
    }

    @Test
    void refuses_a_file_that_is_no_result() throws IOException {
        for (String content : List.of("", "[]", "{}", "{\"jdk\": 17}", "no JSON")) {
            Path file = Files.writeString(Report.file(folder, 17), content);
            IOException refused = assertThrows(IOException.class, () -> Report.stored(folder, 17), content);
            assertEquals(file + " is no stored result of linchpin bench", refused.getMessage());
        }
    }
}
