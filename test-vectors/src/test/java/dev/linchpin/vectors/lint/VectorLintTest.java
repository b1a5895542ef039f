package dev.linchpin.vectors.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lint finds nothing in the files as they are, and something in each way to break them. */
class VectorLintTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of("vectors", "vectors/v1", "schemas", "schemas/v1")) {
            Files.createDirectories(folder.resolve(name));
            try (Stream<Path> files = Files.list(Path.of(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file));
                }
            }
        }
    }

    @Test
    void finds_nothing_in_the_files_as_they_are() throws IOException {
        assertEquals(List.of(), VectorLint.check(folder));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            host-match    | "numberOfTests": 1              | "numberOfTests": 9             | wrong count
            host-match    | "suite": "linchpin"             | "suite": "lynchpin"            | violates the schema
            host-match    | CVE-2009-2408                   | CVE-2009-08                    | malformed CVE
            host-match    | "outcome": "no-match"           | "outcome": "unpinned"          | unknown outcome
            host-match    | "result": "invalid"             | "result": "valid"              | result and outcome disagree
            host-match    | "op": "host.match"              | "op": "pin.parse"              | input of another operation
            host-match    | ::exact::other"                | ::exact::same"                 | id used twice
            host-match    | "tcId": "host-match::exact::single-label" | "tcId": "host-match::other::single-label" | id of another group
            host-match    | "tcId": "host-match::exact::single-label" | "tcId": "host-match::exact::Single" | malformed id
            host-match    | "flags": ["Exact"]              | "flags": ["Exakt"]             | flag without note
            host-match    | "notes": {                      | "notes": {"Unused": {"bugType": "BASIC", "description": "nothing"}, | note without case
            host-match    | "baseline": "host-match::exact::same" | "baseline": "host-match::exact::none" | baseline does not exist
            host-match    | "baseline": "host-match::exact::same" | "baseline": "host-match::exact::other" | baseline not valid
            pin-check     | "baseline": "pin-check::leaf::first" | "baseline": "pin-check::pkix::good" | baseline of another operation
            pin-syntax    | "choice:refuse"                 | "choice:never"                 | option that does not exist
            pin-check     | {"cert": "leaf-renewed"}        | {"cert": "leaf-nobody"}        | certificate that does not exist
            pin-check     | "certs": {                      | "certs": {"unused": "AAAA",    | certificate that no case uses
            policy-select | {"outcome": "match", "rule": "api.example.com"} | {"outcome": "match"} | answer without its field
            policy-select | "unlisted": "allow"             | "unlisted": "maybe"            | malformed input
            spki-hash     | "header": [                     | "header":  [                   | not canonical
            host-match    | "schema": "host-match.schema.json" | "schema": "common.schema.json" | schema of another name
            host-match    | {"utf16": [                     | {"utf16": [65536,              | no code unit
            host-match    | "comment": "                    | "comment": "\\ud800             | half a surrogate pair
            host-match    | "comment": "                    | "comment": "\\udfb7\\ud842       | surrogates the wrong way round
            host-match    | "comment": "                    | "comment": "\\uffff             | noncharacter
            host-match    | "comment": "                    | "com\\udc00ment": "             | half a surrogate pair in a name
            host-match    | "suite": "linchpin"             | "suite": "linchpin", "suite": "linchpin" | name twice
            host-match    | "comment": "                    | "comm\\u0065nt": "", "comment": " | name twice, once escaped
            host-match    | "schemaVersion": 1              | "schemaVersion": 9007199254740993 | number beyond 2^53
            """)
    void finds(String topic, String before, String after, String defect) throws IOException {
        Path file = folder.resolve("vectors/v1/" + topic + ".json");
        String text = Files.readString(file);
        assertTrue(text.contains(before), before);
        Files.writeString(file, text.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after)));
        assertFalse(VectorLint.check(folder).isEmpty(), defect);
    }

    /** A validator looks a schema up by its $id, a person by the name of its file. */
    @Test
    void finds_a_schema_that_is_not_called_as_its_file() throws IOException {
        Path schema = folder.resolve("schemas/v1/report.schema.json");
        Files.writeString(schema, Files.readString(schema).replace(":report.schema.json", ":reports.schema.json"));
        assertEquals(
                List.of("report.schema.json: its $id is urn:linchpin:vectors:v1:reports.schema.json,"
                        + " expected urn:linchpin:vectors:v1:report.schema.json"),
                VectorLint.check(folder));
    }

    @Test
    void finds_what_is_not_utf_8() throws IOException {
        Files.write(folder.resolve("vectors/v1/host-match.json"), new byte[] {'"', (byte) 0xc3, '"'});
        assertEquals(List.of("host-match.json: not UTF-8"), VectorLint.check(folder));
    }

    @Test
    void finds_an_id_that_vanished() throws IOException {
        append("published.txt", "host-match::exact::gone\n");
        assertEquals(
                List.of("host-match::exact::gone: published once, and gone without an entry in retired.json"),
                VectorLint.check(folder));
    }

    @Test
    void accepts_an_id_that_was_retired() throws IOException {
        append("published.txt", "host-match::exact::gone\n");
        retire("host-match::exact::gone");
        assertEquals(List.of(), VectorLint.check(folder));
    }

    @Test
    void finds_a_retired_id_that_came_back() throws IOException {
        retire("host-match::exact::same");
        assertEquals(List.of("host-match::exact::same: retired ids never come back"), VectorLint.check(folder));
    }

    @Test
    void finds_an_id_that_was_not_published() throws IOException {
        Path list = folder.resolve("vectors/published.txt");
        Files.writeString(list, Files.readString(list).replace("host-match::exact::same\n", ""));
        assertEquals(List.of("host-match::exact::same: missing in published.txt"), VectorLint.check(folder));
    }

    @Test
    void finds_what_is_not_json() throws IOException {
        Files.writeString(folder.resolve("vectors/v1/host-match.json"), "{");
        assertTrue(VectorLint.check(folder).get(0).startsWith("host-match.json: "));
    }

    private void append(String file, String text) throws IOException {
        Path path = folder.resolve("vectors").resolve(file);
        Files.writeString(path, Files.readString(path) + text);
    }

    private void retire(String tcId) throws IOException {
        Files.writeString(folder.resolve("vectors/retired.json"), "{\"retired\": [{\"tcId\": \"" + tcId + "\"}]}");
    }
}
