package dev.linchpin.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser without a window: Debian's Chromium, or Google's Chrome. */
public final class Browser {
    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 60;

    /**
     * The texts of a page that stick out of the window, or out of their cell of a table. A table scrolls as a whole, and so may a text
     * of a thousand characters.
     */
    public static final String CUT_OFF = """
            (() => {
              const scrolls = e => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
              const cut = [];
              const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const text = texts.currentNode;
                const holder = text.parentElement;
                if (!text.textContent.trim() || !holder.checkVisibility() || holder.closest('.spoken')) continue;
                const range = page.createRange();
                range.selectNodeContents(text);
                const box = range.getBoundingClientRect();
                const cell = holder.closest('th, td')?.getBoundingClientRect();
                const outOfCell = cell && (box.left < cell.left - 1 || box.right > cell.right + 1 || box.top < cell.top - 1);
                const outOfWindow = box.left < 0 || box.right > page.documentElement.clientWidth;
                if (outOfCell || outOfWindow && !scrolls(holder)) cut.push(text.textContent);
              }
              return cut;
            })()""";

    /** As Blink counts its schemes of colours. */
    private static final String LIGHT = "1";

    private static final String DARK = "0";

    private final Path program;
    private final Path profile;

    private Browser(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    /** The browser of this machine; without one the test is skipped, and says so. */
    public static Browser findOrSkip(Path profile) {
        for (String program : PROGRAMS) {
            for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path path = Path.of(folder, program);
                if (Files.isExecutable(path)) {
                    return new Browser(path, profile);
                }
            }
        }
        String reason = "NOT TESTED: there is no " + String.join(", ", PROGRAMS)
                + " on the PATH to open the report in (on Debian: apt-get install chromium)";
        System.err.println(reason);
        return abort(reason);
    }

    /**
     * Shows a page in a frame of that width, and evaluates an expression there.
     *
     * @param script a JavaScript expression of {@code page}, the document, that gives anything JSON can hold, at once or as a promise
     */
    public JsonNode look(Path page, int width, String script) throws IOException, InterruptedException {
        return look(page, width, LIGHT, script);
    }

    /**
     * What the rules of axe-core find on a page, in the colours for day or night: a line for each rule that is violated.
     *
     * <p>The page itself forbids scripts; a copy that does not is asked.
     */
    public List<String> violations(Path page, int width, boolean dark) throws IOException, InterruptedException {
        String rules = "axe.min.js";
        try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("/" + rules))) {
            Files.copy(script, page.resolveSibling(rules), StandardCopyOption.REPLACE_EXISTING);
        }
        String text = Files.readString(page);
        String policy = "<meta http-equiv=\"Content-Security-Policy\"";
        assertTrue(text.contains(policy), "the page has no policy, and may run scripts");
        Path copy = page.resolveSibling("copy.html");
        Files.writeString(
                copy, text.replace(policy, "<meta").replace("</body>", "<script src=" + rules + "></script></body>"));
        JsonNode found = look(copy, width, dark ? DARK : LIGHT, """
                page.defaultView.axe.run().then(found =>
                    found.violations.map(v => `${v.id}: ${v.nodes.length} × ${v.help}, first ${v.nodes[0].html}`))
                """);
        return found.valueStream().map(JsonNode::asString).toList();
    }

    private JsonNode look(Path page, int width, String colours, String script)
            throws IOException, InterruptedException {
        Path frame = page.resolveSibling("frame.html");
        Files.writeString(frame, """
                <!doctype html>
                <iframe src="%s" style="width: %dpx; height: 800px; border: 0"></iframe>
                <pre></pre>
                <script>
                  addEventListener("load", async () => {
                    const page = document.querySelector("iframe").contentDocument;
                    const seen = JSON.stringify(await %s);
                    document.querySelector("pre").textContent = btoa(unescape(encodeURIComponent(seen)));
                  });
                </script>
                """.formatted(page.getFileName(), width, script));
        Matcher seen = Pattern.compile("<pre>([A-Za-z0-9+/=]+)</pre>").matcher(dom(frame, colours));
        if (!seen.find()) {
            throw new IOException("the script failed: " + script);
        }
        return JsonMapper.shared().readTree(Base64.getDecoder().decode(seen.group(1)));
    }

    private String dom(Path page, String colours) throws IOException, InterruptedException {
        List<String> command = List.of(
                program.toString(),
                "--headless",
                "--no-sandbox", // CI runs as root
                "--disable-gpu",
                "--allow-file-access-from-files", // the frame looks into the page
                "--blink-settings=preferredColorScheme=" + colours,
                "--virtual-time-budget=" + TimeUnit.SECONDS.toMillis(SECONDS), // promises are waited for
                "--user-data-dir=" + profile.resolve("profile"),
                "--dump-dom",
                page.toUri().toString());
        Path output = profile.resolve("dom.html");
        Path errors = profile.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        if (!ended || process.exitValue() != 0) {
            throw new IOException(program + " failed: " + Files.readString(errors));
        }
        return Files.readString(output);
    }
}
