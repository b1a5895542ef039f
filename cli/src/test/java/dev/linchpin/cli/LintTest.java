package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code linchpin lint} as whoever runs it sees it. What each rule finds is a test of core. */
class LintTest {
    private static final String A = "7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=";
    private static final String B = "fwza0LRMXouZHRC8Ei+4PyuldPDcf3UKgO/04cDM1oE=";
    private static final String GOOD = """
            <?xml version="1.0" encoding="utf-8"?>
            <network-security-config>
                <domain-config cleartextTrafficPermitted="false">
                    <domain includeSubdomains="true">example.com</domain>
                    <pin-set expiration="2999-01-01">
                        <pin digest="SHA-256">%s</pin>
                        <pin digest="SHA-256">%s</pin>
                    </pin-set>
                </domain-config>
            </network-security-config>
            """.formatted(A, B);

    @TempDir
    Path folder;

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("config.xml"), content).toString();
    }

    private static JsonNode json(Transcript run) {
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void says_that_there_is_nothing_to_say() throws IOException {
        Transcript run = Transcript.of("lint", file(GOOD));
        assertEquals("0 errors, 0 warnings, 0 notes in 1 file\n", run.out());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void shows_place_line_mark_and_fix() throws IOException {
        String file = file(GOOD.replace("example.com", "Example.com."));
        Transcript run = Transcript.of("lint", file);
        assertTrue(
                run.out()
                        .startsWith(
                                file + ":4:42: error: the domain \"Example.com.\" matches no host on Android, expected"
                                        + " \"example.com\" [domain-trailing-dot]\n"),
                run.out());
        assertTrue(
                run.out().contains("\n    4 |         <domain includeSubdomains=\"true\">Example.com.</domain>\n"),
                run.out());
        assertTrue(run.out().contains("\n      |                                          ^~~~~~~~~~~~\n"), run.out());
        assertTrue(run.out().contains("\n      = fix: write example.com\n"), run.out());
        assertTrue(run.out().endsWith("1 error, 0 warnings, 0 notes in 1 file; --fix mends 1\n"), run.out());
        assertEquals(1, run.exitCode());
    }

    @Test
    void shows_no_control_character_of_the_file() throws IOException {
        Transcript run = Transcript.of("lint", file(GOOD.replace("example.com", "a\u202eb\u0085\u009b1Ec\u2028d")));
        assertEquals(-1, run.out().indexOf('\u202e'));
        assertEquals(-1, run.out().indexOf('\u009b'));
        assertTrue(run.out().contains("a\\u{202e}b"), run.out());
        assertTrue(run.out().lines().allMatch(line -> line.isEmpty() || line.matches("(/|\\s|1 error).*")), run.out());
    }

    @ParameterizedTest
    @CsvSource({"error,0", "warning,1", "note,1", "ERROR,0"})
    void fails_from_the_severity_on_that_is_asked_for(String least, int exitCode) throws IOException {
        String warned = file(GOOD.replace("\"false\"", "\"true\""));
        assertEquals(exitCode, Transcript.of("lint", "--fail-on", least, warned).exitCode());
        assertEquals(0, Transcript.of("lint", "--fail-on", least, file(GOOD)).exitCode());
    }

    @Test
    void warns_as_early_as_it_is_asked_to() throws IOException {
        String file = file(GOOD.replace(
                "2999-01-01", LocalDate.now(ZoneOffset.UTC).plusDays(50).toString()));
        assertEquals(
                0, json(Transcript.of("lint", "--json", file)).get("findings").size());
        assertEquals(
                "expires-soon",
                json(Transcript.of("lint", "--json", "--warn-days=60", file))
                        .get("findings")
                        .get(0)
                        .get("rule")
                        .asString());
    }

    @Test
    void prints_json() throws IOException {
        String file = file(GOOD.replace("includeSubdomains=\"true\"", "includeSubdomains=\"True\""));
        Transcript run = Transcript.of("lint", "--json", file);
        assertEquals(
                "{\"findings\":[{\"rule\":\"boolean-syntax\",\"severity\":\"error\",\"file\":\"%s\",\"line\":4,\"column\":36,\"endLine\":4,\"endColumn\":40,\"message\":\"includeSubdomains=\\\"True\\\" covers all subdomains on Android, expected \\\"true\\\" or \\\"false\\\"\",\"fix\":\"true\"}]}"
                        .formatted(file),
                json(run).toString());
        assertEquals("", run.err());
        assertEquals(1, run.exitCode());
    }

    @Test
    void prints_an_empty_list_as_json() throws IOException {
        assertEquals(
                "{\"findings\":[]}",
                json(Transcript.of("lint", "--json", file(GOOD))).toString());
    }

    @Test
    void places_what_is_about_the_whole_file_at_its_beginning() throws IOException {
        JsonNode finding = json(Transcript.of("lint", "--json", file("<network-security-config/>")))
                .get("findings")
                .get(0);
        assertEquals("pins-nothing", finding.get("rule").asString());
        assertEquals("1:1", finding.get("line") + ":" + finding.get("column"));
    }

    @Test
    void counts_no_byte_order_mark() throws IOException {
        String text = "\ufeff<network-security-config x=\"\">\r\n</network-security-config>";
        JsonNode finding = json(Transcript.of("lint", "--json", file(text)))
                .get("findings")
                .get(0);
        assertEquals(
                "unknown-attribute 1:26",
                finding.get("rule").asString() + " " + finding.get("line") + ":" + finding.get("column"));
    }

    @Test
    void reads_standard_input() {
        Transcript run = Transcript.withInput(GOOD.replace(A, "%%%").getBytes(StandardCharsets.UTF_8), "lint", "-");
        assertTrue(
                run.out().startsWith("-:6:35: error: pin \"sha256/%%%\" has \"%\" where base64 is expected"),
                run.out());
        assertEquals(1, run.exitCode());
    }

    @Test
    void reads_the_other_files_where_one_cannot_be_read() throws IOException {
        Transcript run = Transcript.of("lint", "lost.xml", file(GOOD), folder.toString());
        assertEquals("0 errors, 0 warnings, 0 notes in 1 file\n", run.out());
        assertEquals(
                "linchpin: lost.xml: there is no such file\nlinchpin: " + folder + ": it is a directory\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "--fail-on=never,'--fail-on is \"never\", expected error, warning or note'",
        "--warn-days=-1,--warn-days -1 is not between 0 and 3650",
        "--format=plist2,'--format: there is no format \"plist2\", expected '",
        "--chain=lost.pem,--chain lost.pem: there is no such file",
        "--chain=/,--chain /: it is a directory",
        "--sarif=lost/folder/x,cannot write --sarif lost/folder/x: "
    })
    void refuses_bad_usage_in_one_sentence(String option, String sentence) throws IOException {
        Transcript run = Transcript.of("lint", option, file(GOOD));
        assertTrue(run.err().startsWith("linchpin: " + sentence), run.err());
        assertEquals(1, run.err().lines().count());
        assertEquals(2, run.exitCode());
    }

    @Test
    void refuses_two_that_want_standard_output_and_a_fix_of_standard_input() throws IOException {
        assertEquals(2, Transcript.of("lint", "--json", "--sarif=-", file(GOOD)).exitCode());
        assertEquals(2, Transcript.of("lint", "--fix", "-").exitCode());
        assertEquals(2, Transcript.of("lint").exitCode());
    }

    @Test
    void takes_a_format_by_its_name() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "no XML");
        assertEquals(2, Transcript.of("lint", file.toString()).exitCode());
        assertEquals(
                1, Transcript.of("lint", "--format=android", file.toString()).exitCode());
    }

    /** The pin is what `openssl x509 -fingerprint -sha256` shows, as base64. */
    @Test
    void names_the_recipe_where_the_chain_is_at_hand() throws Exception {
        TestCertificate root = TestCertificate.root("Root");
        TestCertificate leaf = root.leaf("example.com");
        String wrong = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(leaf.der()));
        Path pem = Files.writeString(folder.resolve("chain.pem"), "the chain:\n" + leaf.pem() + root.pem());
        Path der = Files.write(folder.resolve("leaf.der"), leaf.der());
        for (Path chain : List.of(pem, der)) {
            String file = file(GOOD.replace(A, wrong));
            Transcript run = Transcript.of("lint", "--chain", chain.toString(), "--fix", file);
            assertTrue(run.err().endsWith(": mended 1 finding\n"), run.err());
            assertTrue(Files.readString(Path.of(file)).contains(leaf.pin().substring("sha256/".length())));
        }
        Transcript told = Transcript.of("lint", "--chain", pem.toString(), file(GOOD.replace(A, wrong)));
        assertTrue(told.out().contains("as the recipes published for Dart and Python compute it"), told.out());
        Path junk = Files.writeString(folder.resolve("junk.pem"), "junk");
        assertEquals(
                2, Transcript.of("lint", "--chain", junk.toString(), file(GOOD)).exitCode());
    }

    @Test
    void knows_the_public_suffixes() throws IOException {
        for (String suffix : List.of("co.uk", "github.io")) {
            assertTrue(Transcript.of("lint", file(GOOD.replace("example.com", suffix)))
                    .out()
                    .contains("[public-suffix]"));
        }
        for (String own : List.of("example.co.uk", "corp.internal", "a.github.io")) {
            assertEquals(
                    "0 errors, 0 warnings, 0 notes in 1 file\n",
                    Transcript.of("lint", file(GOOD.replace("example.com", own)))
                            .out());
        }
    }

    @Test
    void writes_sarif_that_its_schema_accepts() throws IOException {
        String file =
                file("\ufeff" + GOOD.replace("example.com", "[a](b).Example.").replace(A, "AAAA"));
        Transcript run = Transcript.of("lint", "--sarif=-", file);
        assertEquals(List.of(), faults(run.out()));
        JsonNode result = json(run).get("runs").get(0).get("results").get(0);
        assertEquals("host-syntax", result.get("ruleId").asString());
        assertTrue(result.get("message").get("text").asString().contains("\\[a\\](b)"), result.toString());
        JsonNode region = result.get("locations").get(0).get("physicalLocation").get("region");
        int offset = region.get("charOffset").asInt();
        assertEquals(
                "[a](b).Example.",
                GOOD.replace("example.com", "[a](b).Example.")
                        .substring(offset, offset + region.get("charLength").asInt()));
        JsonNode rule = json(run)
                .get("runs")
                .get(0)
                .get("tool")
                .get("driver")
                .get("rules")
                .get(result.get("ruleIndex").asInt());
        assertEquals(
                "https://linchpin.dev/docs/lint.html#host-syntax",
                rule.get("helpUri").asString());
    }

    @Test
    void writes_sarif_beside_what_it_prints_with_fixes() throws IOException {
        Path sarif = folder.resolve("lint.sarif");
        Transcript run = Transcript.of("lint", "--sarif", sarif.toString(), file(GOOD.replace("\"true\"", "\"TRUE\"")));
        assertTrue(run.out().startsWith(folder.toString()), run.out());
        String text = Files.readString(sarif);
        assertEquals(List.of(), faults(text));
        JsonNode fix = JsonMapper.shared()
                .readTree(text)
                .get("runs")
                .get(0)
                .get("results")
                .get(0)
                .get("fixes")
                .get(0);
        assertEquals(
                "true",
                fix.get("artifactChanges")
                        .get(0)
                        .get("replacements")
                        .get(0)
                        .get("insertedContent")
                        .get("text")
                        .asString());
    }

    /** A finding is the same one after lines were put in above it, and two of one kind are two. */
    @Test
    void fingerprints_outlive_other_changes() throws IOException {
        String before = GOOD.replace(A, "AAAA").replace(B, "AAAA");
        List<String> first = fingerprints(before);
        assertEquals(first, fingerprints(before.replace("<domain-config", "\n\n<!-- more --><domain-config")));
        assertEquals(first.size(), first.stream().distinct().count());
    }

    private List<String> fingerprints(String text) throws IOException {
        return json(Transcript.of("lint", "--sarif=-", file(text)))
                .get("runs")
                .get(0)
                .get("results")
                .findValuesAsString("ruleAndText/v1");
    }

    private static List<String> faults(String sarif) throws IOException {
        try (InputStream schema = LintTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(schema, InputFormat.JSON)
                    .validate(sarif, InputFormat.JSON)
                    .stream()
                    .map(Error::toString)
                    .toList();
        }
    }
}
