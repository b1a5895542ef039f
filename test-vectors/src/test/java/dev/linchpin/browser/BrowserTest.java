package dev.linchpin.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks at pages sees what is wrong with them. */
class BrowserTest {
    private static final int PHONE = 390;

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void find_browser() {
        browser = Browser.findOrSkip(folder);
    }

    private Path page(String style, String content) throws Exception {
        return Files.writeString(folder.resolve("page.html"), """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>A page</title>
                <style>%s</style>
                </head>
                <body><main><h1>A page</h1>%s</main></body>
                </html>
                """.formatted(style, content));
    }

    private List<String> rules(Path page, boolean dark) throws Exception {
        return browser.violations(page, PHONE, dark).stream()
                .map(violation -> violation.substring(0, violation.indexOf(':')))
                .toList();
    }

    @Test
    void finds_a_link_inside_of_what_unfolds() throws Exception {
        Path page = page("", "<details><summary>more <a href='#x'>there</a></summary><p id='x'>here</p></details>");
        assertEquals(List.of("nested-interactive"), rules(page, false));
    }

    @Test
    void finds_what_is_too_pale_by_night_only() throws Exception {
        Path page =
                page("@media (prefers-color-scheme: dark) { body { color: #888; background: #777; } }", "<p>pale</p>");
        assertEquals(List.of(), rules(page, false));
        assertEquals(List.of("color-contrast"), rules(page, true));
    }

    @Test
    void finds_texts_that_are_cut_off() throws Exception {
        String word = "x".repeat(200);
        Path page = page(
                "body { overflow: hidden; } td { display: block; width: 3rem; }",
                "<p>short</p><p>" + word + "</p><div style='overflow: auto'>" + word.replace('x', 'y')
                        + "</div><table><tr><td>zzzzzzzzzzzz</td></tr></table>");
        assertEquals(
                "[\"" + word + "\",\"zzzzzzzzzzzz\"]",
                browser.look(page, PHONE, Browser.CUT_OFF).toString());
    }
}
