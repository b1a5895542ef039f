package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.browser.Browser;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens the page of {@code linchpin check --html} in a real browser, and looks at what a reader sees. */
class CheckPageTest {
    private static final int DESKTOP = 1200;
    private static final int PHONE = 390;
    private static final String TEXT = "page.body.innerText";

    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Issuing");
    private static final TestCertificate GOOD = ISSUING.leaf("api.example.com");
    private static final TestCertificate NASTY = CertificateDraft.leaf("login.example.com")
            .subject("CN=<script>alert('boo')</script>\u202e " + "x".repeat(200))
            .signedBy(ISSUING);
    private static final String BACKUP = TestKey.generate().pin();

    @TempDir
    Path folder;

    private Browser browser;
    private Path page;

    /** One host that is fine, one with a warning, one that fails, and one that is not there. */
    @BeforeEach
    void check() throws Exception {
        browser = Browser.findOrSkip(folder);
        page = folder.resolve("page.html");
        Path trust = Files.writeString(folder.resolve("trust.pem"), ROOT.pem());
        Path config = Files.writeString(
                folder.resolve("config.xml"),
                PolicyText.document(
                        PolicyText.rule(PolicyText.domain("api.example.com", false), "", GOOD.pin(), BACKUP),
                        PolicyText.rule(PolicyText.domain("www.example.com", false), "", BACKUP, ISSUING.pin()),
                        PolicyText.rule(
                                PolicyText.domain("login.example.com", false),
                                "2099-01-01",
                                BACKUP,
                                TestKey.generate().pin()),
                        PolicyText.rule(PolicyText.domain("missing.invalid", false), "", GOOD.pin(), BACKUP),
                        PolicyText.rule(
                                "<domain linchpin:covers=\"one-label\">*.example.com</domain>",
                                "",
                                GOOD.pin(),
                                BACKUP)));
        try (TlsServer server = TlsServer.builder()
                .present(ISSUING.leaf("www.example.com").presented())
                .presentTo("api.example.com", GOOD.presented())
                .presentTo("login.example.com", NASTY.presented())
                .start()) {
            String address = "=127.0.0.1:" + server.port();
            Transcript run = Transcript.of(
                    "check",
                    "--config=" + config,
                    "--trust=" + trust,
                    "--connect=api.example.com" + address,
                    "--connect=www.example.com" + address,
                    "--connect=login.example.com" + address,
                    "--html=" + page);
            assertEquals(1, run.exitCode(), run.out());
        }
    }

    private static String unfolded(String script) {
        return "(page.querySelectorAll('details').forEach(d => d.open = true), " + script + ")";
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
    void begins_with_the_verdict_and_the_hosts() throws Exception {
        assertInOrder(
                browser.look(page, DESKTOP, TEXT).asString(),
                "Linchpin check",
                "2 hosts failed",
                "4 hosts: 2 ok, 0 ok with warnings, 2 failed",
                "Not checked: *.example.com names no single host.",
                "Host Verdict Matched Next expiry",
                "api.example.com:443 ✓ ok pin 1 of 2 (leaf)",
                "www.example.com:443 ✓ ok pin 2 of 2 (intermediate)",
                "login.example.com:443 ✗ mismatch –",
                "missing.invalid:443 ✗ unreachable – –");
    }

    @Test
    void shows_paths_pins_and_what_a_renewal_brings_when_asked() throws Exception {
        assertInOrder(
                browser.look(page, DESKTOP, unfolded(TEXT)).asString(),
                "api.example.com:443",
                "Verdict ok: matched pin 1 of 2 (leaf)",
                "Leaf O=Linchpin Test PKI,CN=api.example.com",
                GOOD.pin() + " matched",
                "Root O=Linchpin Test PKI,CN=Root",
                "not sent",
                "Renewal Holds if the key is kept;",
                "Rule for api.example.com",
                "Matched " + GOOD.pin(),
                "Absent " + BACKUP,
                "Expires never");
    }

    @Test
    void shows_markup_in_certificates_as_text_and_runs_nothing() throws Exception {
        String text = browser.look(page, DESKTOP, unfolded(TEXT)).asString();
        assertInOrder(text, "CN=\\<script\\>alert('boo')\\</script\\>\\u{202e} xxx");
        assertEquals(
                0,
                browser.look(page, DESKTOP, "page.querySelectorAll('script').length")
                        .asInt());
    }

    @Test
    void requests_nothing() throws Exception {
        String script = "page.defaultView.performance.getEntriesByType('resource').length"
                + " + page.querySelectorAll('[src], link').length";
        assertEquals(0, browser.look(page, DESKTOP, script).asInt());
    }

    @Test
    void nothing_is_cut_off_on_a_phone() throws Exception {
        assertEquals("[]", browser.look(page, PHONE, unfolded(Browser.CUT_OFF)).toString());
        assertTrue(browser.look(page, PHONE, unfolded("page.documentElement.scrollWidth"))
                        .asInt()
                <= PHONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {DESKTOP, PHONE})
    void breaks_no_rule_of_accessibility(int width) throws Exception {
        assertEquals(List.of(), browser.violations(page, width, false));
        assertEquals(List.of(), browser.violations(page, width, true));
    }

    @Test
    void every_link_leads_somewhere() throws Exception {
        String lost = "[...page.links].filter(a => !page.getElementById(decodeURIComponent(a.hash.slice(1)))).length";
        assertEquals(0, browser.look(page, DESKTOP, lost).asInt());
    }
}
