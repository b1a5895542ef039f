package dev.linchpin.conformance.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser without a window: Debian's Chromium, or Google's Chrome. */
final class Browser {
    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 60;

    private final Path program;
    private final Path profile;

    private Browser(Path program, Path profile) {
        this.program = program;
        this.profile = profile;
    }

    /** The browser of this machine; without one the test is skipped, and says so. */
    static Browser findOrSkip(Path profile) {
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
     * @param script a JavaScript expression of {@code page}, the document, that gives anything JSON can hold
     */
    JsonNode look(Path page, int width, String script) throws IOException, InterruptedException {
        Path frame = page.resolveSibling("frame.html");
        Files.writeString(frame, """
                <!doctype html>
                <iframe src="%s" style="width: %dpx; height: 800px; border: 0"></iframe>
                <pre></pre>
                <script>
                  addEventListener("load", () => {
                    const page = document.querySelector("iframe").contentDocument;
                    const seen = JSON.stringify(%s);
                    document.querySelector("pre").textContent = btoa(unescape(encodeURIComponent(seen)));
                  });
                </script>
                """.formatted(page.getFileName(), width, script));
        Matcher seen = Pattern.compile("<pre>([A-Za-z0-9+/=]+)</pre>").matcher(dom(frame));
        if (!seen.find()) {
            throw new IOException("the script failed: " + script);
        }
        return JsonMapper.shared().readTree(Base64.getDecoder().decode(seen.group(1)));
    }

    private String dom(Path page) throws IOException, InterruptedException {
        List<String> command = List.of(
                program.toString(),
                "--headless",
                "--no-sandbox", // CI runs as root
                "--disable-gpu",
                "--allow-file-access-from-files", // the frame looks into the page
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
