package dev.linchpin.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorFilesTest {
    private static final String FILE = """
            {"suite":"linchpin","topic":"t","header":["h"],"unknown":1,
             "notes":{"F":{"bugType":"BASIC","description":"d","cves":["CVE-2016-2402"]}},
             "certs":{"leaf":"AQID"},
             "testGroups":[{"group":"g","op":"host.match","tests":[
               {"tcId":"t::g::a","comment":"c","flags":["F"],"features":["path"],"result":"valid",
                "input":{"chain":[{"cert":"leaf"}],"now":"2030-01-01T00:00:00Z","deep":{"leaf":{"cert":"leaf"}}},
                "expect":{"outcome":"ok","size":2,"reason":"advisory"}},
               {"tcId":"t::g::b","comment":"c","flags":["F"],"result":"acceptable","choice":"overlap","input":{},
                "expect":{"choice:most-specific":{"outcome":"match"},"choice:union":{"outcome":"mismatch"}}}]}]}
            """;

    private final VectorFile file = VectorFiles.parse(FILE);
    private final Case valid = file.groups().get(0).tests().get(0);
    private final Case acceptable = file.groups().get(0).tests().get(1);

    @Test
    void loads_every_topic_from_the_class_path() {
        assertEquals(
                VectorFiles.TOPICS,
                VectorFiles.load().stream().map(VectorFile::topic).toList());
    }

    @Test
    void reads_notes_features_and_results() {
        assertEquals(
                new Note("BASIC", "d", "", List.of("CVE-2016-2402"), List.of()),
                file.notes().get("F"));
        assertTrue(valid.features().contains("path"));
        assertEquals(Case.Result.VALID, valid.result());
    }

    @Test
    void puts_certificates_in_the_place_of_their_names() {
        Map<String, Object> input = file.inlined(valid);
        assertEquals(List.of("AQID"), input.get("chain"));
        assertEquals("2030-01-01T00:00:00Z", input.get("now"));
        assertEquals(Map.of("leaf", "AQID"), input.get("deep"));
    }

    @Test
    void compares_fields_but_not_reasons() {
        Answer expected = valid.expected(Map.of());
        assertTrue(expected.agreesWith(Answer.of("ok", "size", 2)));
        assertTrue(!expected.agreesWith(Answer.of("ok", "size", 3)));
        assertTrue(!expected.agreesWith(Answer.of("ok")));
        assertTrue(!expected.agreesWith(Answer.of("reject", "size", 2)));
    }

    @Test
    void holds_an_implementation_to_its_choice_or_to_linchpins() {
        assertEquals("match", acceptable.expected(Map.of()).outcome());
        assertEquals("mismatch", acceptable.expected(Map.of("overlap", "union")).outcome());
        assertThrows(IllegalArgumentException.class, () -> acceptable.expected(Map.of("overlap", "sometimes")));
    }

    @Test
    void refuses_duplicate_members_trailing_text_and_unknown_outcomes() {
        assertThrows(IllegalArgumentException.class, () -> VectorFiles.parse("{\"a\":1,\"a\":2}"));
        assertThrows(IllegalArgumentException.class, () -> VectorFiles.parse(FILE + "{}"));
        assertThrows(
                IllegalArgumentException.class,
                () -> VectorFiles.parse(FILE.replace("\"outcome\":\"ok\"", "\"outcome\":\"fine\"")));
    }
}
