package dev.linchpin.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.browser.Browser;
import dev.linchpin.conformance.Conformance;
import dev.linchpin.conformance.ConformanceReport;
import dev.linchpin.conformance.Scripted;
import dev.linchpin.conformance.TestVectors;
import dev.linchpin.format.Provenance;
import dev.linchpin.recipe.Candidate;
import dev.linchpin.recipe.ExpectedFailures;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.NotRunException;
import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.VectorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Opens reports in a real browser, and looks at what a reader sees. */
class ReportHtmlTest {
    private static final int DESKTOP = 1200;
    private static final int PHONE = 390;
    private static final String TEXT = "page.body.innerText";

    private static final VectorFile FILE = TestVectors.file(List.of(
            TestVectors.testCase("fine", Map.of("host", "fine"), "match"),
            TestVectors.testCase("wrong", Map.of("host", "wrong", "chain", List.of(Map.of("cert", "leaf"))), "match"),
            TestVectors.testCase("known", Map.of("host", "known", "rule", Map.of("mode", "\u0455trict")), "match"),
            TestVectors.testCase("markup", Map.of("host", "<b>bold</b>", "text", "x".repeat(3000)), "match")));

    private static final Provenance PROVENANCE = new Provenance(
            Instant.parse("2026-11-27T01:02:03Z"),
            "1.2.3",
            "0123456789abcdef0123456789abcdef01234567",
            "17.0.1+12 (A maker of JDKs)",
            "Linux 6.1 amd64",
            List.of(new Provenance.Software("implementation", "wrong-one", "4")));

    private static final Candidate WRONG = new Candidate(
            new Identity("wrong-one", "java", "published"),
            () -> Scripted.of(host -> switch (host) {
                case "fine" -> Answer.of("match");
                case "<b>bold</b>" -> throw new IllegalStateException("<script>alert('boo')</script>");
                default -> Answer.of("no-match", "reason", "of its own");
            }),
            ExpectedFailures.parse("[{\"tcId\": \"host-match::exact::known\", \"reason\": \"The guide says so.\"}]"));
    private static final Candidate RIGHT =
            new Candidate(new Identity("right-one", "java", "fixed"), Scripted::matching, ExpectedFailures.NONE);
    private static final Candidate ABSENT = new Candidate(
            new Identity("absent-one", "swift", "fixed"),
            () -> {
                throw new NotRunException("there is no swift");
            },
            ExpectedFailures.NONE);

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void find_browser() {
        browser = Browser.findOrSkip(folder);
    }

    private JsonNode look(int width, String script, Candidate... candidates) throws Exception {
        return browser.look(page(candidates), width, script);
    }

    private Path page(Candidate... candidates) throws Exception {
        ConformanceReport report = new Conformance(List.of(FILE), List.of("host-match"), 1)
                .judge(List.of(candidates), (answers, of) -> {});
        return Files.writeString(folder.resolve("report.html"), ReportHtml.write(report, PROVENANCE));
    }

    private static void assertInOrder(String seen, String... parts) {
        String text = seen.replaceAll("\\s+", " ");
        int from = 0;
        for (String part : parts) {
            int found = text.indexOf(part, from);
            assertTrue(found >= 0, "\"" + part + "\" is not (at its place) in:\n" + text);
            from = found + part.length();
        }
    }

    @Test
    void begins_with_the_verdict_and_the_matrix() throws Exception {
        String text = look(DESKTOP, TEXT, RIGHT, WRONG, ABSENT).asString();
        assertInOrder(
                text,
                "2 unexpected results",
                "4 cases for each of 2 implementations; 1 not run.",
                "Implementation host-match",
                "right-one java ✓ 4 passed",
                "wrong-one java ✗ 2 failed ✓ 1 passed ≈ 1 failed as expected",
                "absent-one swift Not run: there is no swift");
    }

    @Test
    void says_so_when_nothing_is_wrong() throws Exception {
        String text = look(DESKTOP, TEXT, RIGHT).asString();
        assertInOrder(text, "✓ Nothing failed unexpectedly", "4 cases for each of 1 implementation.");
        assertFalse(text.contains("Certificates"), text);
    }

    @Test
    void shows_each_deviation_with_input_got_wanted_and_note() throws Exception {
        String text = look(DESKTOP, TEXT, WRONG).asString();
        assertInOrder(
                text,
                "Not as expected",
                "host-match::exact::wrong comment on wrong",
                "leaf MIIBAAAAAAAA…AAAAAAAAAAAA",
                "Got",
                "no-match, reason of its own",
                "Wanted",
                "match",
                "Note",
                "Hosts are not texts. A missed rule enforces nothing. CVE-2022-43551");
    }

    @Test
    void keeps_known_failures_folded_until_asked() throws Exception {
        String folded = look(DESKTOP, TEXT, WRONG).asString();
        assertInOrder(folded, "Known to fail", "failed as expected host-match::exact::known");
        assertFalse(folded.contains("The guide says so."), folded);
        String unfolded = look(DESKTOP, unfolded(TEXT), WRONG).asString();
        assertInOrder(unfolded, "Known to fail", "The guide says so.", "Input rule.mode", "\"\\u0455trict\"");
    }

    @Test
    void shows_certificates_and_long_texts_whole_only_when_asked() throws Exception {
        String whole = FILE.certs().get("leaf");
        assertFalse(look(DESKTOP, TEXT, WRONG).asString().contains(whole));
        String unfolded = look(DESKTOP, unfolded(TEXT), WRONG).asString();
        assertInOrder(unfolded, "\"" + "x".repeat(3000) + "\"", "leaf (host-match)", "303 bytes", whole);
        JsonNode selectable =
                look(DESKTOP, "[...page.querySelectorAll('.whole')].map(e => getComputedStyle(e).userSelect)", WRONG);
        selectable.forEach(value -> assertEquals("all", value.asString()));
        assertEquals(2, selectable.size());
    }

    private static String unfolded(String script) {
        return "(page.querySelectorAll('details').forEach(d => d.open = true), " + script + ")";
    }

    @Test
    void shows_markup_in_answers_as_text_and_runs_nothing() throws Exception {
        String text = look(DESKTOP, TEXT, WRONG).asString();
        assertInOrder(text, "\"<b>bold</b>\"", "<script>alert('boo')</script>");
        assertEquals(
                0,
                look(DESKTOP, "page.querySelectorAll('script, b').length", WRONG)
                        .asInt());
    }

    @Test
    void requests_nothing() throws Exception {
        String script = "page.defaultView.performance.getEntriesByType('resource').length"
                + " + page.querySelectorAll('[src], link').length";
        assertEquals(0, look(DESKTOP, script, WRONG).asInt());
    }

    @Test
    void nothing_is_cut_off_on_a_phone() throws Exception {
        assertEquals(
                "[]",
                look(PHONE, unfolded(Browser.CUT_OFF), WRONG, RIGHT, ABSENT).toString());
        assertTrue(look(PHONE, unfolded("page.documentElement.scrollWidth"), WRONG, RIGHT, ABSENT)
                        .asInt()
                <= PHONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {DESKTOP, PHONE})
    void breaks_no_rule_of_accessibility(int width) throws Exception {
        Path page = page(WRONG, RIGHT, ABSENT);
        assertEquals(List.of(), browser.violations(page, width, false));
        assertEquals(List.of(), browser.violations(page, width, true));
    }

    @Test
    void says_when_and_of_what_it_was_made() throws Exception {
        assertInOrder(
                look(DESKTOP, unfolded(TEXT), WRONG).asString(),
                "2026-11-27T01:02:03Z, Linchpin 1.2.3, JDK 17.0.1+12 (A maker of JDKs)",
                "Date 2026-11-27T01:02:03Z",
                "Linchpin 1.2.3, commit 0123456789abcdef0123456789abcdef01234567",
                "JDK 17.0.1+12 (A maker of JDKs)",
                "System Linux 6.1 amd64",
                "Implementations wrong-one 4");
    }

    @Test
    void can_be_read_without_seeing_it() throws Exception {
        String headers = "page.querySelectorAll('th:not([scope])').length";
        assertEquals(0, look(DESKTOP, headers, WRONG, ABSENT).asInt());
        String lost = "[...page.links].filter(a => !page.getElementById(decodeURIComponent(a.hash.slice(1)))).length";
        assertEquals(0, look(DESKTOP, lost, WRONG, ABSENT).asInt());
        String outline = "[...page.querySelectorAll('h1, h2, h3')].map(h => h.tagName + ' ' + h.innerText)";
        assertEquals(
                "[\"H1 Linchpin conformance\",\"H2 Implementations and topics\",\"H2 wrong-one\",\"H3 Not as expected (2)\","
                        + "\"H3 Known to fail (1)\",\"H2 Certificates\"]",
                look(DESKTOP, outline, WRONG, ABSENT).toString());
    }
}
