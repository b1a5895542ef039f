package dev.linchpin.gauntlet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.browser.Browser;
import dev.linchpin.gauntlet.scenario.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Opens pages of made-up runs in a real browser, and looks at what a reader sees. */
class GauntletHtmlTest {
    private static final int DESKTOP = 1600;
    private static final int PHONE = 390;
    private static final String TEXT = "page.body.innerText";
    private static final String UNFOLDED = "page.querySelectorAll('details').forEach(d => d.open = true)";

    private final MadeUpRun run = new MadeUpRun();

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void find_browser() {
        browser = Browser.findOrSkip(folder);
    }

    private Path page() throws Exception {
        return Files.writeString(folder.resolve("gauntlet.html"), run.page());
    }

    private JsonNode look(int width, String script) throws Exception {
        return browser.look(page(), width, script);
    }

    /** The words of the page in one line. */
    private String text() throws Exception {
        return look(DESKTOP, TEXT).asString().replaceAll("\\s+", " ");
    }

    /** A row of the table, cell by cell, as it is read aloud. */
    private String row(String title) throws Exception {
        String script = "[...page.querySelectorAll('.grid tbody tr')].find(r => r.cells[0].innerText == '" + title
                + "')?.innerText ?? ''";
        return look(DESKTOP, script).asString().replaceAll("\\s+", " ").strip();
    }

    private void attackGetsThrough() {
        run.play(MadeUpRun.ROGUE, "okhttp", "BC-first", Outcome.ACCEPT, 55, null);
    }

    @Test
    void begins_with_the_answer() throws Exception {
        assertTrue(
                text().startsWith("Linchpin gauntlet ✓ Nothing unexpected in 14 plays 2 scenarios, 4 clients."),
                text());
        attackGetsThrough();
        String text = text();
        assertTrue(text.startsWith("Linchpin gauntlet ✗ 1 unexpected in 14 plays"), text);
        int where = text.indexOf("Unexpected ✗ attack got through rogue leaf, pinned intermediate appended 1 play");
        assertTrue(where > 0 && where < text.indexOf("Scenarios and clients"), text);
        assertTrue(
                text.contains("okhttp on BC-first, http/1.1, TLSv1.3: accept, 55 bytes of the request;"
                        + " somebody <b>wrote</b> this"),
                text);
    }

    @Test
    void says_right_or_wrong_first_and_whether_to_accept_or_refuse_over_the_rows() throws Exception {
        String sections = "[...page.querySelectorAll('tbody')].map(b => [...b.rows].map(r => r.cells[0].innerText))";
        assertEquals(
                "[[\"Attacks, to be refused\",\"" + MadeUpRun.ROGUE.title()
                        + "\"],[\"Genuine peers, to be accepted\",\"leaf pinned\"]]",
                look(DESKTOP, sections).toString());
        String right = " ✓1 as wanted".repeat(5);
        assertEquals(
                MadeUpRun.ROGUE.title() + right + " !1 known: attack gets through".repeat(2) + " · not played",
                row(MadeUpRun.ROGUE.title()));
        assertEquals("leaf pinned" + right + " ✓1 as wanted ≈1 known: other failure · not played", row("leaf pinned"));
    }

    @Test
    void gives_each_standing_a_colour_of_its_own() throws Exception {
        attackGetsThrough();
        String colours = "['.breach', '.expected', '.passed', '.failed', '.skipped'].map("
                + "s => getComputedStyle(page.querySelector('.grid td' + s)).color)";
        assertEquals(5, look(DESKTOP, "new Set(" + colours + ").size").asInt());
    }

    @Test
    void a_known_failure_that_does_not_happen_is_unexpected() throws Exception {
        run.play(MadeUpRun.ROGUE, "unpinned", "SunJSSE", Outcome.REFUSE, 0, "it has no pins");
        String text = text();
        assertTrue(text.contains("✗ 1 unexpected in 14 plays"), text);
        assertTrue(text.contains("✗ known failure did not happen " + MadeUpRun.ROGUE.title()), text);
    }

    @Test
    void groups_columns_by_client_and_provider() throws Exception {
        String heads = "[...page.querySelectorAll('.grid thead tr')].map(r => [...r.cells].map("
                + "c => c.innerText.replace(/\\s+/g, ' ') + ':' + c.scope + ':' + c.colSpan))";
        assertEquals(
                "[[\"Scenario:col:1\",\"okhttp:colgroup:5\",\"unpinned SunJSSE:col:1\","
                        + "\"node-published-with-handler node:col:1\",\"swift none:col:1\"],"
                        + "[\"SunJSSE:col:1\",\"Conscrypt:col:1\",\"BCJSSE:col:1\",\"BC-first:col:1\",\"hardened:col:1\"]]",
                look(DESKTOP, heads).toString());
    }

    @Test
    void heads_of_columns_stay_in_sight() throws Exception {
        String script = """
                (() => {
                  const region = page.querySelector('.scrolls');
                  region.style.maxHeight = '17rem';
                  region.style.maxWidth = '24rem';
                  region.scrollTop = region.scrollLeft = 1000;
                  const frame = region.getBoundingClientRect();
                  const head = page.querySelector('thead').getBoundingClientRect();
                  const first = page.querySelector('tbody:last-child tr:last-child th').getBoundingClientRect();
                  return [region.scrollTop > 0, region.scrollLeft > 0, Math.round(head.top - frame.top),
                      Math.round(first.left - frame.left)];
                })()""";
        assertEquals("[true,true,1,1]", look(DESKTOP, script).toString());
    }

    @Test
    void shows_only_the_rows_that_are_asked_for() throws Exception {
        attackGetsThrough();
        String rows =
                "[...page.querySelectorAll('.grid tbody tr:not(.section)')].filter(r => r.offsetHeight > 0).length";
        for (String choice : List.of("attack-rows", "genuine-rows", "breach-rows", "unexpected-rows", "known-rows")) {
            String chosen = "(page.getElementById('" + choice + "').checked = true, " + rows + ")";
            assertEquals(1, look(DESKTOP, chosen).asInt(), choice);
        }
        assertEquals(2, look(DESKTOP, rows).asInt());
    }

    @Test
    void has_no_links_or_buttons_inside_of_what_unfolds() throws Exception {
        attackGetsThrough();
        assertEquals(
                0,
                look(DESKTOP, "page.querySelectorAll('summary :is(a, button, input, summary)').length")
                        .asInt());
        String lost = "[...page.links].filter(a => !page.getElementById(decodeURIComponent(a.hash.slice(1)))).length";
        assertEquals(0, look(DESKTOP, lost).asInt());
    }

    @Test
    void says_when_and_of_what_it_was_made() throws Exception {
        String headline = "2026-11-27T01:02:03Z, Linchpin 1.2.3, JDK 17.0.1+12 (A maker of JDKs)";
        assertTrue(text().contains(headline), text());
        String text =
                look(DESKTOP, "(" + UNFOLDED + ", " + TEXT + ")").asString().replaceAll("\\s+", " ");
        assertTrue(
                text.contains("Date 2026-11-27T01:02:03Z"
                        + " Linchpin 1.2.3, commit 0123456789abcdef0123456789abcdef01234567-dirty"
                        + " JDK 17.0.1+12 (A maker of JDKs) System Linux 6.1 amd64 Providers Conscrypt 2.9.0"
                        + " Clients okhttp 5.5.1, unpinned 5.5.1, node-published-with-handler"),
                text);
        assertEquals(run.page(), new MadeUpRun().page(), "the same run gives the same page");
    }

    @Test
    void runs_and_requests_nothing() throws Exception {
        attackGetsThrough();
        assertEquals(
                0,
                look(DESKTOP, "page.querySelectorAll('script, b, [src], link').length")
                        .asInt());
        assertFalse(run.page().contains("url("));
    }

    @Test
    void nothing_is_cut_off_on_a_phone() throws Exception {
        attackGetsThrough();
        assertEquals(
                "[]", look(PHONE, "(" + UNFOLDED + ", " + Browser.CUT_OFF + ")").toString());
        assertTrue(look(PHONE, "page.documentElement.scrollWidth").asInt() <= PHONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {DESKTOP, PHONE})
    void breaks_no_rule_of_accessibility(int width) throws Exception {
        attackGetsThrough();
        assertEquals(List.of(), browser.violations(page(), width, false));
        assertEquals(List.of(), browser.violations(page(), width, true));
    }
}
