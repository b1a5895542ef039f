package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which hosts {@code linchpin check} checks, what it writes where, and what it says of bad usage. */
class CheckUsageTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate LEAF =
            ROOT.intermediate("Issuing").leaf("api.example.com", "*.many.example.com", "example.com");
    private static final String BACKUP = TestKey.generate().pin();

    @TempDir
    private Path folder;

    private Path config;
    private Path trust;

    @BeforeEach
    void write_files() throws Exception {
        config = Files.writeString(
                folder.resolve("config.xml"), PolicyText.pinning("api.example.com", LEAF.pin(), BACKUP));
        trust = Files.writeString(folder.resolve("trust.pem"), ROOT.pem());
    }

    private static TlsServer serve() {
        return TlsServer.builder().present(LEAF.presented()).start();
    }

    private Transcript check(TlsServer server, String... more) {
        return Transcript.of(Stream.concat(
                        Stream.of(
                                "check",
                                "--config=" + config,
                                "--trust=" + trust,
                                "--connect=*=127.0.0.1:" + server.port()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> hosts(Transcript run) {
        List<String> hosts = new ArrayList<>();
        JsonMapper.shared()
                .readTree(run.out())
                .get("hosts")
                .forEach(host -> hosts.add(host.get("host").asString()));
        return hosts;
    }

    @Test
    void checks_the_single_hosts_of_the_policy_and_the_tops_of_domains() throws Exception {
        Files.writeString(
                config,
                PolicyText.document(
                        PolicyText.rule(PolicyText.domain("api.example.com", false), "", LEAF.pin(), BACKUP),
                        PolicyText.rule(PolicyText.domain("example.com", true), "", LEAF.pin(), BACKUP)));
        try (TlsServer server = serve()) {
            Transcript run = check(server, "--json");
            assertEquals(List.of("api.example.com", "example.com"), hosts(run));
            assertEquals(0, run.exitCode(), run.out());
            assertEquals("", run.err());
        }
    }

    @Test
    void checks_the_hosts_that_are_named_instead() {
        try (TlsServer server = serve()) {
            Transcript run = check(server, "--json", "--host=a.many.example.com:8443", "--host", "example.com");
            assertEquals(List.of("a.many.example.com", "example.com"), hosts(run));
            JsonNode report = JsonMapper.shared().readTree(run.out());
            assertEquals(8443, report.get("hosts").get(0).get("port").asInt());
            assertEquals(2, report.get("checked").asInt());
            assertEquals(2, report.get("warned").asInt(), "no rule covers them");
            assertEquals(0, report.get("failed").asInt());
        }
    }

    @Test
    void reads_hosts_from_a_file_with_comments() throws Exception {
        Path file = Files.writeString(
                folder.resolve("hosts"), "# ours\n\n a.many.example.com:444 # the first\nb.many.example.com\n");
        try (TlsServer server = serve()) {
            assertEquals(
                    List.of("a.many.example.com", "b.many.example.com"),
                    hosts(check(server, "--json", "--hosts=" + file)));
        }
    }

    /** More than are ever in memory: results come in the order of the file. */
    @Test
    void keeps_the_order_of_many_hosts() throws Exception {
        List<String> names = IntStream.range(0, 100)
                .mapToObj(i -> "h" + i + ".many.example.com")
                .toList();
        Path file = Files.write(folder.resolve("hosts"), names);
        try (TlsServer server = serve()) {
            assertEquals(names, hosts(check(server, "--json", "--hosts=" + file, "--parallel=3")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--host=api.example.com:99999 | --host api.example.com:99999: port 99999 is not between 1 and 65535, expected HOST[:PORT]",
                "--host=a/b | --host a/b: not a host, expected HOST[:PORT]",
                "--host | Missing required parameter for option '--host' (HOST[:PORT])",
                "--hosts=EMPTY | --hosts EMPTY names no host, expected HOST[:PORT] in a line",
                "--hosts=BAD | --hosts BAD, line 3: two words: not a host, expected HOST[:PORT]",
                "--hosts=BYTES | --hosts BYTES: it is no text in UTF-8",
                "--hosts=NONE | --hosts NONE: there is no such file",
                "--trust=NONE | option '--trust' (FILE) should be specified only once",
                "--connect=a | --connect: a has no =, expected HOST=ADDRESS[:PORT]",
                "--connect=a=b:0 | --connect: a=b:0: port 0 is not between 1 and 65535; the form is HOST=ADDRESS[:PORT]",
                "--connect=a/b=c | --connect: a/b=c: host \"a/b\" has \"/\" in it, expected a DNS name or an IP address; the form is HOST=ADDRESS[:PORT]",
                "--timeout=0 | --timeout 0 is not between 1 and 3600",
                "--parallel=0 | --parallel 0 is not between 1 and 512",
                "--warn-days=-1 | --warn-days -1 is not between 0 and 36500",
                "--fail-on=rain | --fail-on rain is unknown, expected failure or warning",
                "--jsno | Unknown option: '--jsno'; did you mean --json?"
            })
    void says_what_is_wrong_with_the_usage(String argument, String sentence) throws Exception {
        Files.writeString(folder.resolve("EMPTY"), "# nothing\n");
        Files.writeString(folder.resolve("BAD"), "api.example.com\n\ntwo words\n");
        Files.write(folder.resolve("BYTES"), new byte[] {'a', (byte) 0xff, '\n'});
        String name = argument.replaceFirst("^--hosts=", "");
        String placed = argument.startsWith("--hosts=") ? "--hosts=" + folder.resolve(name) : argument;
        try (TlsServer server = serve()) {
            Transcript run = check(server, placed);
            String expected = argument.startsWith("--hosts=")
                    ? sentence.replace("--hosts " + name, "--hosts " + folder.resolve(name))
                    : sentence;
            assertEquals("linchpin: " + expected + " (see linchpin check --help)\n", run.err());
            assertEquals("", run.out());
            assertEquals(2, run.exitCode());
            assertEquals(List.of(), server.connections(), "nobody is asked before all is read");
        }
    }

    @Test
    void says_what_is_wrong_with_the_files() throws Exception {
        assertRefused("Missing required option: '--config=FILE'", "check");
        Path none = folder.resolve("none");
        assertRefused("--config " + none + ": there is no such file", "check", "--config=" + none);
        assertRefused("--config " + folder + ": it is a directory", "check", "--config=" + folder);
        String config = "--config=" + this.config;
        assertRefused("--trust " + none + ": there is no such file", "check", config, "--trust=" + none);
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertRefused(
                "--trust " + empty + ": it holds no certificate, expected PEM with trust anchors",
                "check",
                config,
                "--trust=" + empty);
        Path key = Files.writeString(folder.resolve("key"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        assertRefused(
                "--trust " + key + ": it holds no certificates that can be read, expected PEM",
                "check",
                config,
                "--trust=" + key);
    }

    @Test
    void refuses_a_policy_with_an_error_and_asks_nobody() throws Exception {
        Files.writeString(config, PolicyText.pinning("api.example.com", "sha256/AAAA", BACKUP));
        try (TlsServer server = serve()) {
            Transcript run = check(server);
            assertEquals(2, run.exitCode());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().startsWith("linchpin: --config " + config + ": "), run.err());
            assertEquals(List.of(), server.connections());
        }
    }

    private static void assertRefused(String sentence, String... arguments) {
        Transcript run = Transcript.of(arguments);
        assertEquals("linchpin: " + sentence + " (see linchpin check --help)\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @Test
    void writes_tests_that_build_servers_read() throws Exception {
        Path xml = folder.resolve("build/check.xml");
        try (TlsServer server = serve()) {
            Files.writeString(
                    config,
                    PolicyText.document(
                            PolicyText.rule(PolicyText.domain("api.example.com", false), "", LEAF.pin(), BACKUP),
                            PolicyText.rule(
                                    PolicyText.domain("example.com", false),
                                    "",
                                    BACKUP,
                                    TestKey.generate().pin())));
            assertEquals(1, check(server, "--junit=" + xml).exitCode());
            String text = Files.readString(xml);
            String address = "127.0.0.1:" + server.port();
            assertTrue(text.contains("<testsuite name=\"api.example.com:443\" tests=\"1\" failures=\"0\""), text);
            assertTrue(text.contains("<testsuite name=\"example.com:443\" tests=\"1\" failures=\"1\""), text);
            assertTrue(
                    text.contains("<testcase classname=\"example.com:443\" name=\"" + address
                            + ", EC certificate\" time=\"0\"><failure message=\"mismatch: no certificate on its path has a"
                            + " pin of the rule\"/></testcase>"),
                    text);
        }
    }

    @Test
    void counts_warnings_as_failures_in_tests_where_they_fail() throws Exception {
        Path xml = folder.resolve("check.xml");
        try (TlsServer server = serve()) {
            String unlisted = "--host=example.com";
            assertEquals(0, check(server, unlisted, "--junit=" + xml).exitCode());
            assertTrue(Files.readString(xml).contains("failures=\"0\""));
            assertEquals(
                    1,
                    check(server, unlisted, "--junit=" + xml, "--fail-on=warning")
                            .exitCode());
            assertTrue(Files.readString(xml).contains("name=\"warnings\""));
        }
    }

    @Test
    void says_before_the_work_that_a_report_cannot_be_written() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (TlsServer server = serve()) {
            Transcript run = check(server, "--html=" + file.resolve("page.html"));
            assertEquals(2, run.exitCode());
            assertEquals(1, run.err().lines().count(), run.err());
            assertEquals(List.of(), server.connections());
        }
    }

    @Test
    void says_loudly_what_it_cannot_check() throws Exception {
        String wildcard = "<domain linchpin:covers=\"one-label\">*.many.example.com</domain>";
        String rule = PolicyText.rule(wildcard, "", LEAF.pin(), BACKUP);
        String one = PolicyText.rule(PolicyText.domain("api.example.com", false), "", LEAF.pin(), BACKUP);
        Files.writeString(config, PolicyText.document(one, rule));
        try (TlsServer server = serve()) {
            Transcript run = check(server, "--json");
            assertEquals(
                    "linchpin: NOT CHECKED: *.many.example.com names no single host; check one that it covers by name, as in"
                            + " --host www.many.example.com\n",
                    run.err());
            assertEquals(List.of("api.example.com"), hosts(run));
            assertEquals(
                    "[\"*.many.example.com\"]",
                    JsonMapper.shared().readTree(run.out()).get("unchecked").toString());
            assertEquals(0, run.exitCode());
            Path xml = folder.resolve("check.xml");
            check(server, "--junit=" + xml);
            assertTrue(Files.readString(xml).contains("name=\"*.many.example.com\" time=\"0\"><skipped message="));
            assertEquals(1, check(server, "--fail-on=warning", "--junit=" + xml).exitCode());
            assertTrue(Files.readString(xml).contains("name=\"*.many.example.com\" time=\"0\"><failure message="));
            Transcript named = check(server, "--host=www.many.example.com", "--fail-on=warning");
            assertEquals("", named.err());
            assertEquals(0, named.exitCode(), named.out());

            Files.writeString(config, PolicyText.document(rule));
            assertEquals(
                    "linchpin: the policy names no single host, expected --host with one that it covers"
                            + " (see linchpin check --help)\n",
                    check(server).err());
        }
    }

    @Test
    void shows_only_ascii_where_the_terminal_has_no_more() {
        try (TlsServer server = serve()) {
            Transcript run = Transcript.inCharset(
                    StandardCharsets.US_ASCII,
                    "check",
                    "--config=" + config,
                    "--trust=" + trust,
                    "--connect=*=127.0.0.1:" + server.port());
            assertEquals("+ api.example.com:443  ok", run.lines().get(0));
        }
    }
}
