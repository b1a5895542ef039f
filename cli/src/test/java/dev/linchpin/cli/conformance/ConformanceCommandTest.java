package dev.linchpin.cli.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.VectorFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConformanceCommandTest {
    private static final long CASES =
            VectorFiles.load().stream().flatMap(VectorFile::cases).count();

    @TempDir
    Path checkout;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void create_recipes() throws IOException {
        Files.createDirectories(checkout.resolve("test-vectors/recipes"));
    }

    private int conformance(String... arguments) {
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8);
        return new CommandLine(new ConformanceCommand(terminal, new Candidates(Optional.of(new Checkout(checkout)))))
                .execute(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void recipe(String name, String json) throws IOException {
        Path folder =
                Files.createDirectories(checkout.resolve("test-vectors/recipes").resolve(name));
        Files.writeString(folder.resolve("recipe.json"), json);
    }

    @Test
    void the_core_passes_every_case_and_the_json_is_the_documented_one() throws IOException {
        recipe("swift", """
                {"language": "swift", "title": "Swift", "requires": ["no-swift-here"],
                 "variants": {"fixed": {"command": ["true"]}}}
                """);
        int exitCode = conformance("--json");
        JsonNode expected = JsonMapper.shared().readTree("""
                {"cases": %1$d, "implementations": [
                  {"name": "linchpin", "language": "java", "variant": "core", "passed": %1$d, "failed": 0,
                   "expectedFailures": 0, "unexpectedPasses": 0, "skipped": 0, "errors": 0,
                   "notRun": false, "reason": null},
                  {"name": "swift-fixed", "language": "swift", "variant": "fixed", "passed": 0, "failed": 0,
                   "expectedFailures": 0, "unexpectedPasses": 0, "skipped": 0, "errors": 0,
                   "notRun": true, "reason": "Swift needs no-swift-here, which is not on the PATH"}]}
                """.formatted(CASES));
        assertEquals(expected, JsonMapper.shared().readTree(out()));
        assertEquals(
                "linchpin: NOT RUN: swift-fixed: Swift needs no-swift-here, which is not on the PATH\n",
                err.toString(StandardCharsets.UTF_8));
        assertEquals(0, exitCode);
    }

    /** A program whose name brings a row of its own: that all is well. */
    @Test
    void rejects_a_second_row_in_the_name_of_an_implementation() {
        conformance("--topic", "pin-syntax", "--implementation", "exec sleep 0 #\nlinchpin-core   \u001b[1E 100");
        assertTrue(out().lines().noneMatch(line -> line.startsWith("linchpin-core")), out());
        assertTrue(out().contains("#\\u{a}linchpin-core   \\u{1b}[1E 100"), out());
    }

    @Test
    void prints_a_table_of_implementations_and_topics() throws IOException {
        recipe("dart", """
                {"language": "dart", "title": "Dart", "requires": ["no-dart-here"],
                 "variants": {"published": {"command": ["true"]}}}
                """);
        assertEquals(0, conformance("--topic", "policy-select", "--topic", "host-match"));
        List<String> lines = out().lines().toList();
        assertTrue(lines.get(0).matches("implementation  host-match  policy-select"), out());
        assertTrue(lines.get(1).matches("linchpin        ✓\\d+ +✓\\d+"), out());
        assertEquals("dart-published  not run: Dart needs no-dart-here, which is not on the PATH", lines.get(2));
        assertTrue(out().contains(" cases, 1 implementation run, 1 not run, in "), out());
        assertTrue(out().endsWith(" s: 0 unexpected\n"), out());
    }

    @Test
    void runs_the_program_of_anyone() {
        assertEquals(0, conformance("--implementation", CoreTestee.command(""), "--json"));
        JsonNode row =
                JsonMapper.shared().readTree(out()).get("implementations").get(0);
        assertEquals("core-testee", row.get("name").asString());
        assertTrue(row.get("variant").isNull());
        assertEquals(CASES, row.get("passed").asLong());
    }

    @Test
    void a_check_that_is_gone_turns_the_run_red() throws IOException {
        Path junit = checkout.resolve("out.xml");
        Path html = checkout.resolve("out.html");
        int exitCode = conformance(
                "--implementation",
                CoreTestee.command("lenient"),
                "--topic",
                "pin-syntax",
                "--junit",
                junit.toString(),
                "--html",
                html.toString());
        assertEquals(1, exitCode);
        assertTrue(out().lines().anyMatch(line -> line.matches("core-testee     ✗\\d ✓\\d+")), out());
        assertTrue(out().contains("\ncore-testee: pin-syntax::base64::trailing-bit-0 FAIL, "), out());
        assertTrue(out().contains("\n  got    ok\n  wanted reject\n  note   "), out());
        assertTrue(Files.readString(junit).contains("<failure message=\"ok; wanted reject\""));
        assertTrue(Files.readString(html).contains("pin-syntax::base64::trailing-bit-0"));
        String jdk = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        assertTrue(Files.readString(html).contains("<dt>JDK</dt><dd>" + jdk + "</dd>"));
        assertTrue(Files.readString(junit).contains("<property name=\"jdk\" value=\"" + jdk + "\""));
    }

    @Test
    void what_is_listed_may_fail_but_must() throws IOException {
        Path listed = Files.writeString(checkout.resolve("listed.json"), """
                [{"tcId": "pin-syntax::base64::trailing-bit-0", "reason": "is lenient"}]
                """);
        String[] options = {"--topic", "pin-syntax", "--expected-failures", listed.toString(), "--json"};
        conformance(with(options, CoreTestee.command("lenient")));
        JsonNode row =
                JsonMapper.shared().readTree(out()).get("implementations").get(0);
        assertEquals(1, row.get("expectedFailures").asInt());
        out.reset();
        assertEquals(1, conformance(with(options, CoreTestee.command(""))));
        row = JsonMapper.shared().readTree(out()).get("implementations").get(0);
        assertEquals(1, row.get("unexpectedPasses").asInt());
    }

    private static String[] with(String[] options, String command) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--implementation", command));
        return all.toArray(String[]::new);
    }

    @Test
    void says_what_is_wrong_with_a_program_that_does_not_start() {
        assertEquals(1, conformance("--implementation", "echo nonsense >&2; exit 5"));
        String reason = "exited with 5 (nonsense) instead of an answer";
        assertTrue(out().contains("not run: " + reason), out());
        assertTrue(out().endsWith(" s: 1 unexpected\n"), out());
    }
}
