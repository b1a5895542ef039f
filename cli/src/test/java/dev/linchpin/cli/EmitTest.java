package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code linchpin emit}, with servers on loopback. */
class EmitTest {
    private static final String HOST = "api.example.com";
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Issuing");
    private static final TestCertificate LEAF = ISSUING.leaf(HOST);
    private static final String BACKUP = TestKey.generate().pin();
    private static final String PLACEHOLDER = "!! put the pin of a backup key here !!";

    @TempDir
    private Path folder;

    private static Transcript emit(String... arguments) {
        return Transcript.of(
                Stream.concat(Stream.of("emit"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static Transcript good(String... arguments) {
        Transcript run = emit(arguments);
        assertEquals(0, run.exitCode(), run.err());
        return run;
    }

    private static void isRefused(String complaint, String... arguments) {
        Transcript run = emit(arguments);
        assertEquals(2, run.exitCode(), run.out());
        assertEquals("", run.out());
        assertTrue(run.err().contains(complaint), run.err());
        assertEquals(
                1,
                run.err().lines().filter(line -> line.startsWith("linchpin: ")).count(),
                run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    private Path chain(TestCertificate... certificates) throws IOException {
        StringBuilder pem = new StringBuilder();
        for (TestCertificate certificate : certificates) {
            pem.append(certificate.pem());
        }
        return Files.writeString(folder.resolve("chain.pem"), pem);
    }

    @Test
    void prints_the_file_with_the_pins_and_names_the_others() {
        Transcript run = good("node", "--host", HOST, "--pin", LEAF.pin(), "--backup", BACKUP);
        assertTrue(run.out().contains("'" + LEAF.pin() + "',"), run.out());
        assertTrue(run.out().contains("'" + BACKUP + "',"), run.out());
        assertTrue(run.out().endsWith("}\n"), "as it would be in a file");
        assertTrue(run.err().contains("this needs pin-verifier.mjs beside it, which -o DIR writes, too"), run.err());
    }

    @Test
    void one_command_emits_for_a_server() {
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            Transcript run =
                    good("node", "--from", HOST, "--connect", "127.0.0.1:" + server.port(), "--backup", BACKUP);
            assertTrue(run.out().contains("hosts: '" + HOST + "'"), run.out());
            assertTrue(run.out().contains("'" + LEAF.pin() + "'"), run.out());
            assertTrue(run.err().contains("leaf"), "the table of roles: " + run.err());
            assertTrue(run.err().contains("nothing of it was validated"), run.err());
            assertEquals(0, server.requestBytes());
        }
    }

    /**
     * <pre>
     *   server ── shows its EC certificate to most clients, its RSA certificate to some
     *   code   { EC, backup }: those some are locked out
     * </pre>
     */
    @Test
    void pins_every_kind_of_key_that_a_server_has() throws Exception {
        TestCertificate rsa = CertificateDraft.leaf(HOST).key(KeyType.RSA_2048).signedBy(ROOT);
        try (SeveralCertificates server = new SeveralCertificates(List.of(LEAF, rsa), "TLSv1.2", "TLSv1.3")) {
            Transcript run =
                    good("node", "--from", HOST, "--connect", "127.0.0.1:" + server.port(), "--backup", BACKUP);
            assertTrue(run.out().contains(LEAF.pin()) && run.out().contains(rsa.pin()), run.out());
        }
    }

    /**
     * <pre>
     *   api.example.com ─┬─ 127.0.0.1   server with one key
     *                    └─ 127.0.0.2   server with another: half of the users are locked out by the pin of the first
     * </pre>
     */
    @Test
    void pins_what_is_served_at_every_address() throws Exception {
        TestCertificate other = ISSUING.leaf(HOST);
        try (TlsServer first = TlsServer.builder().present(LEAF.presented()).start()) {
            Transcript alone = atTwoAddresses(first.port());
            assertTrue(alone.out().contains(LEAF.pin()), alone.err());
            assertTrue(alone.err().contains("one address is left out"), alone.err());
            try (TlsServer second = TlsServer.builder()
                    .present(other.presented())
                    .at("127.0.0.2", first.port())
                    .start()) {
                Transcript both = atTwoAddresses(first.port());
                assertTrue(both.out().contains(LEAF.pin()) && both.out().contains(other.pin()), both.out());
                assertEquals(0, first.requestBytes() + second.requestBytes());
            }
        }
    }

    /** In a JVM of its own, to which a file is what name servers are to others. */
    private Transcript atTwoAddresses(int port) throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 " + HOST + "\n127.0.0.2 " + HOST + "\n");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.linchpin.cli.Main",
                        "emit",
                        "node",
                        "--from",
                        HOST + ":" + port,
                        "--backup",
                        BACKUP)
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Transcript(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void puts_a_text_that_is_no_pin_in_the_place_of_a_missing_backup() throws IOException {
        Transcript run =
                good("node", "--host", HOST, "--chain", chain(LEAF, ISSUING).toString());
        assertTrue(run.out().contains("'sha256/" + PLACEHOLDER + "'"), run.out());
        assertTrue(run.err().contains("no backup pin for " + HOST), run.err());
        assertTrue(run.err().contains("linchpin backup"), run.err());
    }

    @Test
    void takes_two_pins_for_one_in_use_and_one_in_the_safe() {
        Transcript run = good("node", "--host", HOST, "--pin", LEAF.pin(), "--pin", BACKUP);
        assertFalse(run.out().contains(PLACEHOLDER), run.out());
    }

    @Test
    void pins_several_hosts() {
        Transcript run =
                good("node", "--host", HOST, "--host", "**.example.org", "--pin", LEAF.pin(), "--backup", BACKUP);
        assertTrue(
                run.out().contains("hosts: '" + HOST + "'") && run.out().contains("hosts: '**.example.org'"),
                run.out());
    }

    @Test
    void pins_the_certificates_that_are_wanted() throws IOException {
        Transcript run = good(
                "node",
                "--host",
                HOST,
                "--chain",
                chain(LEAF, ISSUING, ROOT).toString(),
                "--role=intermediate",
                "--role=root",
                "--backup",
                BACKUP);
        assertFalse(run.out().contains(LEAF.pin()), run.out());
        assertTrue(run.out().contains(ISSUING.pin()) && run.out().contains(ROOT.pin()), run.out());
    }

    @Test
    void writes_a_whole_policy_or_the_rule_of_a_host() throws IOException {
        Path file = Files.writeString(folder.resolve("pins.xml"), PolicyText.pinning(HOST, LEAF.pin(), BACKUP));
        assertTrue(good("node", "--config", file.toString()).out().contains("hosts: '" + HOST + "'"));
        assertTrue(
                good("node", "--config", file.toString(), "--host", HOST).out().contains("hosts: '" + HOST + "'"));
        isRefused(
                "--config has no rule for --host other.example.com",
                "node",
                "--config",
                file.toString(),
                "--host",
                "other.example.com");
    }

    @Test
    void writes_all_files_and_no_other_content_over_them() throws IOException {
        Path out = folder.resolve("new/pins");
        String[] arguments = {"node", "--host", HOST, "--pin", LEAF.pin(), "--backup", BACKUP, "-o", out.toString()};
        assertTrue(good(arguments).out().contains("created  " + out.resolve("pins.mjs")));
        assertTrue(good(arguments).out().contains("unchanged  " + out.resolve("pins.mjs")));
        Files.writeString(out.resolve("pins.mjs"), "mine");
        isRefused("is there already with other content, expected --force to replace it", arguments);
        assertEquals("mine", Files.readString(out.resolve("pins.mjs")));
        Transcript forced =
                good(Stream.concat(Stream.of(arguments), Stream.of("--force")).toArray(String[]::new));
        assertTrue(forced.out().contains("replaced  " + out.resolve("pins.mjs")), forced.out());
        assertTrue(Files.readString(out.resolve("pins.mjs")).contains(LEAF.pin()));
    }

    @Test
    void takes_back_what_it_has_written_when_a_file_cannot_be() throws IOException {
        Path out = Files.createDirectory(folder.resolve("pins"));
        Files.createSymbolicLink(out.resolve("pin-verifier.mjs"), folder.resolve("nowhere/at/all"));
        isRefused(
                "cannot be written",
                "node",
                "--host",
                HOST,
                "--pin",
                LEAF.pin(),
                "--backup",
                BACKUP,
                "-o",
                out.toString());
        assertFalse(Files.exists(out.resolve("pins.mjs")));
    }

    @Test
    void tells_programs_everything_in_one_object() {
        Transcript run = good("node", "--host", HOST, "--pin", LEAF.pin(), "--json");
        JsonNode json = JsonMapper.builder().build().readTree(run.out());
        assertEquals("node", json.get("target").stringValue());
        assertEquals(
                List.of("pins.mjs", "pin-verifier.mjs"),
                List.copyOf(json.get("files").propertyNames()));
        assertEquals(HOST, json.get("withoutBackup").get(0).stringValue());
    }

    @Test
    void names_the_targets() {
        JsonNode json =
                JsonMapper.builder().build().readTree(good("--list", "--json").out());
        json.valueStream().forEach(target -> {
            assertEquals(List.of("target", "language", "run", "reason"), List.copyOf(target.propertyNames()));
            boolean live = target.get("run").stringValue().equals("live");
            assertTrue(live || !target.get("reason").stringValue().isEmpty(), target.toString());
        });
        assertTrue(good("--list").out().lines().anyMatch(line -> line.startsWith("node ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            API.example.com      | is not in canonical form, expected api.example.com
            api.example.com.     | is not in canonical form, expected api.example.com
            *.*.example.com      | expected
            api.example.com/path | expected
            """)
    void refuses_hosts_that_are_not_canonical(String host, String complaint) {
        isRefused(complaint, "node", "--host", host, "--pin", LEAF.pin(), "--backup", BACKUP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sha256/AAAA                                                    | expected
            sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=                              | expected
            cert-sha256/Vr1ooMHlBeXwJWMSNiQZ8QRr3wvsGbgZyZ0R0mVBbWc=        | is a pin of a certificate
            """)
    void refuses_pins_that_are_none(String pin, String complaint) {
        isRefused(complaint, "node", "--host", HOST, "--pin", pin);
    }

    @Test
    void refuses_what_makes_no_sense() throws IOException {
        String chain = chain(LEAF).toString();
        isRefused("there is no TARGET");
        isRefused("there is no target \"nodejs\"; the nearest are node", "nodejs", "--host", HOST, "--pin", LEAF.pin());
        isRefused("no pins are given", "node", "--host", HOST);
        isRefused("given in more than one way", "node", "--host", HOST, "--pin", LEAF.pin(), "--chain", chain);
        isRefused("no host is given", "node", "--pin", LEAF.pin());
        isRefused(
                "--backup " + LEAF.pin() + " is a key that is in use",
                "node",
                "--host",
                HOST,
                "--pin",
                LEAF.pin(),
                "--backup",
                LEAF.pin());
        isRefused("--chain lost.pem: ", "node", "--host", HOST, "--chain", "lost.pem");
        isRefused("--config lost.xml: ", "node", "--config", "lost.xml");
        isRefused("--role leaves is unknown", "node", "--host", HOST, "--chain", chain, "--role", "leaves");
        isRefused("--force replaces files", "node", "--host", HOST, "--pin", LEAF.pin(), "--force");
    }
}
