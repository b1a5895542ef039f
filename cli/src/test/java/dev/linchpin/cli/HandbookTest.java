package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandbookTest {
    private static final String COMPLETION = "share/bash-completion/completions/linchpin";

    @TempDir
    static Path folder;

    private static Map<String, String> pages;

    @BeforeAll
    static void writes_it() throws Exception {
        Handbook.main(new String[] {folder.toString(), "1.2.3"});
        pages = Handbook.files("1.2.3").entrySet().stream()
                .filter(file -> file.getKey().endsWith(".1"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void has_a_page_for_every_command() {
        Set<String> names = Set.of(
                "linchpin",
                "linchpin-backup",
                "linchpin-bench",
                "linchpin-bundle",
                "linchpin-bundle-diff",
                "linchpin-bundle-keygen",
                "linchpin-bundle-show",
                "linchpin-bundle-sign",
                "linchpin-bundle-verify",
                "linchpin-check",
                "linchpin-conformance",
                "linchpin-demo",
                "linchpin-emit",
                "linchpin-gauntlet",
                "linchpin-help",
                "linchpin-lint",
                "linchpin-pin",
                "linchpin-platforms",
                "linchpin-rotate",
                "linchpin-vectors",
                "linchpin-vectors-generate",
                "linchpin-vectors-lint");
        assertEquals(
                names.stream().map(name -> "share/man/man1/" + name + ".1").collect(Collectors.toSet()),
                pages.keySet());
    }

    @Test
    void every_page_has_the_sections_that_a_page_has() {
        pages.forEach((name, page) -> {
            assertTrue(page.startsWith(".TH \"LINCHPIN"), name);
            assertTrue(page.contains("\n.SH \"NAME\"\nlinchpin"), name);
            assertTrue(page.contains("\n.SH \"SYNOPSIS\"\nlinchpin"), name);
            assertTrue(page.contains("\n.SH \"DESCRIPTION\"\n.PP\n"), name);
            assertTrue(page.contains(" \"Linchpin 1.2.3\" "), name);
        });
    }

    @Test
    void a_page_tells_of_options_and_exit_codes_and_hides_what_help_hides() {
        String pin = pages.get("share/man/man1/linchpin-pin.1");
        assertTrue(pin.contains("\n.TP\n.B \\-\\-timeout SECONDS\n"), pin);
        assertTrue(pin.contains("10 unless given."), pin);
        assertTrue(pin.contains("\n.SH \"EXIT STATUS\"\n.TP\n.B 0\n"), pin);
        assertFalse(pages.get("share/man/man1/linchpin-gauntlet.1").contains("inside"));
    }

    @Test
    void man_reads_every_page_without_a_warning() throws Exception {
        assumeTrue(run("man --version").startsWith("man "), "NOT TESTED: there is no man");
        for (String page : pages.keySet()) {
            String name = Path.of(page).getFileName().toString().replace(".1", "");
            String shown = run("MANWIDTH=100 LC_ALL=C man --warnings=w -P cat -l '" + page + "'");
            assertTrue(shown.startsWith(name.toUpperCase(Locale.ROOT) + "(1)"), shown);
            assertFalse(shown.contains("warning:"), shown);
        }
    }

    @Test
    void bash_completes_commands_and_options() throws Exception {
        assumeTrue(run("bash --version").startsWith("GNU bash"), "NOT TESTED: there is no bash");
        assertEquals(List.of("pin"), completed("linchpin pi"));
        assertEquals(List.of("generate"), completed("linchpin vectors ge"));
        assertEquals(List.of("--storepass", "--storepass:env", "--storepass:file"), completed("linchpin pin --store"));
        assertEquals(List.of(), completed("linchpin gauntlet --ins"));
    }

    private static List<String> completed(String line) throws Exception {
        String words = "'" + line.replace(" ", "' '") + "'";
        String script = "source " + COMPLETION + "; COMP_WORDS=(" + words + "); COMP_LINE='" + line
                + "'; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); compopt() { :; }; _complete_linchpin; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Files.writeString(folder.resolve("script"), script);
        return run("bash script")
                .lines()
                .filter(word -> !word.isEmpty())
                .sorted()
                .toList();
    }

    private static String run(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
