package dev.linchpin.cli.gauntlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.linchpin.cli.command.Checkout;
import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.driver.ComparisonDriver;
import dev.linchpin.cli.driver.TlsProvider;
import dev.linchpin.gauntlet.client.Driver;
import dev.linchpin.recipe.Identity;
import dev.linchpin.recipe.LiveCandidate;
import dev.linchpin.recipe.NotRunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.util.Jetty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GauntletCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    /** Without recipes, which need other languages. */
    private int gauntlet(String... arguments) {
        return gauntlet(List.of(), arguments);
    }

    private int gauntlet(List<LiveCandidate> recipes, String... arguments) {
        Terminal terminal = Terminal.of(InputStream.nullInputStream(), out, err, StandardCharsets.UTF_8);
        return new CommandLine(new GauntletCommand(terminal, clients -> recipes))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    }

    /** What each client to compare with is known for, to the letter: neither more nor less happens. */
    @Test
    void clients_to_compare_with_fail_in_exactly_the_listed_scenarios() {
        int exitCode = gauntlet(
                "--quick",
                "--json",
                "--tls=TLSv1.3",
                "--column=java.net.http",
                "--column=HttpsURLConnection",
                "--column=SSLSocket",
                "--column=certificate-pinner");
        Map<String, Set<String>> failures = new TreeMap<>();
        for (JsonNode result : json().get("results")) {
            if (!result.get("expected").equals(result.get("actual"))) {
                failures.computeIfAbsent(result.get("client").asString(), client -> new TreeSet<>())
                        .add(result.get("scenario").asString());
            }
        }
        assertEquals(
                Map.of(
                        "java.net.http",
                        Set.of("pooled-after-replacement", "pooled-after-expiry"),
                        "certificate-pinner",
                        Set.of(
                                "constrained-cross-certificate",
                                "cross-signed-intermediate",
                                "cross-signed-root",
                                "expired-cross-certificate",
                                "redirect-to-clear-text",
                                "rsa-key-without-null",
                                "trailing-dot-host-other-key")),
                failures,
                err.toString(StandardCharsets.UTF_8));
        assertEquals(0, exitCode);
    }

    @Test
    void json_has_the_shape_of_its_schema_and_accounts_for_every_combination() throws IOException {
        assertEquals(0, gauntlet("--quick", "--json", "--scenario=coalesced-connection", "--scenario=leaf-pinned"));
        String schema =
                Files.readString(Checkout.find().orElseThrow().resolve("test-vectors/schemas/v1/gauntlet.schema.json"));
        assertTrue(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(out.toString(StandardCharsets.UTF_8), InputFormat.JSON)
                .isEmpty());
        Set<String> combinations = new TreeSet<>();
        int entries = 0;
        for (String list : new String[] {"results", "unsupported", "broken", "leftOut"}) {
            for (JsonNode entry : json().get(list)) {
                entries++;
                combinations.add(entry.get("scenario") + " " + entry.get("client") + " " + entry.get("provider") + " "
                        + entry.get("tls") + " " + entry.get("http"));
            }
        }
        int drivers = TlsProvider.values().length * 7 + ComparisonDriver.all().size();
        assertEquals(2 * drivers * 2 * 2, entries);
        assertEquals(entries, combinations.size());
    }

    /** A quick run plays it on one provider only, and hardly against others than adapters. */
    @Test
    void renegotiation_with_another_key_ends_as_expected_on_every_provider() {
        int exitCode = gauntlet("--scenario=renegotiated-with-other-key");
        assertEquals(0, exitCode, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void prints_a_table_and_what_got_through() {
        assertEquals(
                0,
                gauntlet(
                        "--column=unpinned",
                        "--column=okhttp",
                        "--provider=SunJSSE",
                        "--scenario=leaf-pinned",
                        "--scenario=rogue-trusted-ca"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("""
                scenario                                   1  2
                attacks, to be refused
                  rogue but trusted CA                     ✓4 !4
                genuine peers, to be accepted
                  leaf pinned                              ✓4 ✓4
                ✓ as wanted   ✗ unexpected   ! known: attack gets through   ≈ known: other failure   · not played"""), text);
        assertTrue(text.contains("2 scenarios, 2 clients, 16 plays in "), text);
        assertTrue(text.contains(": 0 unexpected, clients held to it sent refused peers 0 application bytes\n"), text);
        assertTrue(
                text.contains(
                        "attack got through: unpinned, it has no pins, and the chain is valid\n  rogue-trusted-ca\n"),
                text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
    }

    @Test
    void writes_a_page_and_a_suite_for_each_client() throws IOException {
        Path html = folder.resolve("new/gauntlet.html");
        Path xml = folder.resolve("new/gauntlet.xml");
        assertEquals(
                0,
                gauntlet(
                        "--column=unpinned",
                        "--column=jetty",
                        "--scenario=rogue-trusted-ca",
                        "--quick",
                        "--html=" + html,
                        "--junit=" + xml));
        String page = Files.readString(html);
        assertTrue(page.contains("Nothing unexpected in "), page);
        String suites = Files.readString(xml);
        for (String name : new String[] {"Conscrypt", "BC-first", "hardened"}) {
            TlsProvider provider = Arrays.stream(TlsProvider.values())
                    .filter(each -> each.label().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertTrue(page.contains(name + " " + provider.version()), page);
            assertTrue(
                    suites.contains("<property name=\"provider." + name + "\" value=\"" + provider.version() + "\""),
                    suites);
        }
        assertTrue(page.contains("jetty " + Jetty.VERSION), page);
        assertTrue(suites.contains("<property name=\"client.jetty\" value=\"" + Jetty.VERSION + "\""), suites);
        assertTrue(
                suites.contains("<testsuite name=\"jetty\" tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"0\">"),
                suites);
        assertTrue(suites.contains("known failure (it has no pins, and the chain is valid)"), suites);
    }

    private List<JsonNode> unsupported(String client) {
        List<JsonNode> of = new ArrayList<>();
        for (JsonNode omission : json().get("unsupported")) {
            if (omission.get("client").asString().equals(client)) {
                of.add(omission);
            }
        }
        return of;
    }

    private static LiveCandidate dart(LiveCandidate.Opening opening) {
        return new LiveCandidate(new Identity("dart-fixed", "dart", "fixed"), opening);
    }

    @Test
    void a_recipe_that_cannot_run_here_is_unsupported() {
        List<LiveCandidate> recipes = List.of(dart(() -> {
            throw new NotRunException("there is no dart here");
        }));
        assertEquals(
                0, gauntlet(recipes, "--json", "--scenario=leaf-pinned", "--column=okhttp", "--column=dart-fixed"));
        List<JsonNode> omissions = unsupported("dart-fixed");
        assertEquals(4, omissions.size());
        for (JsonNode omission : omissions) {
            assertEquals(
                    "not run: there is no dart here", omission.get("reason").asString());
        }
        assertEquals(0, json().get("broken").size());
    }

    @Test
    void a_recipe_that_should_run_and_does_not_is_a_failure() throws IOException {
        List<LiveCandidate> recipes = List.of(dart(() -> {
            throw new IllegalStateException("it ends with exit code 3");
        }));
        Path html = folder.resolve("gauntlet.html");
        Path xml = folder.resolve("gauntlet.xml");
        assertEquals(
                1,
                gauntlet(
                        recipes,
                        "--json",
                        "--scenario=leaf-pinned",
                        "--column=okhttp",
                        "--column=dart-fixed",
                        "--html=" + html,
                        "--junit=" + xml));
        assertEquals(4, json().get("broken").size());
        assertEquals(List.of(), unsupported("dart-fixed"));
        assertEquals(0, json().get("unexpected").asInt());
        String complaints = err.toString(StandardCharsets.UTF_8);
        assertTrue(complaints.endsWith("DOES NOT START: dart-fixed: not run: it ends with exit code 3\n"), complaints);
        assertTrue(Files.readString(html).contains(" plays, 1 client does not start"));
        assertTrue(Files.readString(xml)
                .contains("<testsuite name=\"dart-fixed\" tests=\"4\" failures=\"0\" errors=\"4\""));
    }

    @Test
    void refuses_what_is_not_there_in_one_sentence() {
        for (String bad :
                new String[] {"--column=okhtp", "--provider=Sun", "--tls=1.4", "--http=h3", "--scenario=none"}) {
            assertEquals(2, gauntlet(bad), bad);
        }
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("there is no client \"okhtp\"; the nearest are okhttp"));
        assertEquals(2, gauntlet("--column=httpclient5-h2", "--http=http/1.1"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no chosen client can play a chosen scenario"));
    }

    @Test
    void lists_scenarios_clients_and_providers() {
        assertEquals(0, gauntlet("--list"));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("rogue-trusted-ca: rogue but trusted CA\n"), text);
        assertTrue(text.contains("providers: SunJSSE, Conscrypt, BCJSSE, BC-first, hardened\n"), text);
        for (Driver driver : ComparisonDriver.all()) {
            assertTrue(text.contains(driver.name()), text);
        }
        assertFalse(text.contains(" plays in "), text);
    }

    /** To build the recipes takes minutes, and to name them needs none of it. */
    @Test
    void lists_the_recipes_without_building_them() {
        List<LiveCandidate> recipes = List.of(dart(() -> {
            throw new AssertionError("it was built and started");
        }));
        assertEquals(0, gauntlet(recipes, "--list"), err.toString(StandardCharsets.UTF_8));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains(", dart-fixed\n"), text);
        assertTrue(text.contains("hardened, dart\n"), text);
        out.reset();
        assertEquals(0, gauntlet(recipes, "--list", "--column=dart-fixed", "--provider=dart"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\nclients: dart-fixed\n"));
    }
}
