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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code linchpin check} against servers on loopback: what clients with the policy would make of each. */
class CheckTest {
    private static final String HOST = "api.example.com";
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Issuing");
    private static final TestCertificate LEAF = ISSUING.leaf(HOST);
    private static final String BACKUP = TestKey.generate().pin();
    private static final String OTHER_BACKUP = TestKey.generate().pin();

    @TempDir
    private Path folder;

    private Path config;
    private Path trust;

    @BeforeEach
    void write_files() throws Exception {
        config = folder.resolve("network_security_config.xml");
        trust = Files.writeString(folder.resolve("trust.pem"), ROOT.pem());
    }

    private Transcript check(String policy, String... arguments) throws Exception {
        Files.writeString(config, policy);
        return Transcript.of(Stream.concat(
                        Stream.of("check", "--config", config.toString(), "--trust", trust.toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** The object for the only host. */
    private JsonNode host(int exitCode, String policy, String... arguments) throws Exception {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
        Transcript run = check(policy, all);
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        JsonNode hosts = JsonMapper.shared().readTree(run.out()).get("hosts");
        assertEquals(1, hosts.size(), run.out());
        return hosts.get(0);
    }

    private static TlsServer serve(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented()).start();
    }

    private static String to(TlsServer server) {
        return "--connect=*=127.0.0.1:" + server.port();
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.get(field).asString()));
        return texts;
    }

    @Test
    void is_content_with_a_pinned_leaf_and_an_absent_backup() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(0, PolicyText.pinning(HOST, LEAF.pin(), BACKUP), to(server));
            assertEquals("ok", host.get("verdict").asString());
            assertEquals("none", host.get("severity").asString());
            assertEquals(443, host.get("port").asInt());
            assertEquals(List.of("matched", "absent"), texts(host.get("rule").get("pins"), "seen"));
            JsonNode shown = host.get("servers").get(0);
            assertEquals("127.0.0.1:" + server.port(), shown.get("address").asString());
            assertEquals("EC", shown.get("kind").asString());
            assertEquals(
                    "{\"pin\":\"" + LEAF.pin() + "\",\"number\":1,\"of\":2,\"role\":\"leaf\"}",
                    shown.get("match").toString());
            assertEquals(List.of("leaf", "intermediate", "root"), texts(shown.get("certificates"), "role"));
            assertEquals(List.of(LEAF.pin(), ISSUING.pin(), ROOT.pin()), texts(shown.get("certificates"), "pin"));
            assertEquals(List.of("true", "true", "false"), texts(shown.get("certificates"), "sent"));
        }
    }

    @Test
    void sends_nothing_after_the_handshake() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            assertEquals(
                    0,
                    check(PolicyText.pinning(HOST, LEAF.pin(), BACKUP), to(server))
                            .exitCode());
            assertTrue(server.awaitQuiet(Duration.ofSeconds(10)));
            assertEquals(0, server.requestBytes());
            assertEquals(
                    List.of(HOST),
                    server.connections().stream()
                            .filter(TlsServer.Connection::handshakeCompleted)
                            .map(TlsServer.Connection::serverName)
                            .toList());
        }
    }

    @Test
    void draws_the_path_as_a_tree() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            String day = LocalDate.ofInstant(LEAF.certificate().getNotAfter().toInstant(), ZoneOffset.UTC)
                    .toString();
            List<String> lines = check(PolicyText.pinning(HOST, LEAF.pin(), BACKUP), to(server))
                    .lines();
            assertEquals("✓ api.example.com:443  ok", lines.get(0));
            assertEquals(
                    "  127.0.0.1:" + server.port() + ", EC certificate  ok: matched pin 1 of 2 (leaf)", lines.get(1));
            assertEquals(
                    "    leaf          O=Linchpin Test PKI,CN=api.example.com  " + day + "  " + LEAF.pin()
                            + "  matched",
                    lines.get(2));
            assertTrue(lines.get(4).endsWith(ROOT.pin() + "  not sent"), lines.get(4));
            assertEquals(
                    "    renewal: holds if the key is kept; breaks if the renewal makes a new key, unless that is the key"
                            + " of the backup " + BACKUP,
                    lines.get(5));
            assertEquals("    pin 2  " + BACKUP + "  absent", lines.get(8));
            assertEquals("1 host: 1 ok, 0 ok with warnings, 0 failed", lines.get(9));
        }
    }

    @Test
    void says_that_a_pinned_authority_outlives_renewals() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            for (TestCertificate authority : List.of(ISSUING, ROOT)) {
                JsonNode host = host(0, PolicyText.pinning(HOST, authority.pin(), BACKUP), to(server));
                assertEquals(
                        "holds for any certificate under "
                                + authority
                                        .certificate()
                                        .getSubjectX500Principal()
                                        .getName()
                                + "; breaks under another authority, or if this one changes its key, unless that is the"
                                + " key of the backup " + BACKUP,
                        host.get("servers").get(0).get("renewal").asString());
            }
        }
    }

    @Test
    void says_that_what_matches_is_not_the_first_pin() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(0, PolicyText.pinning(HOST, BACKUP, LEAF.pin()), to(server));
            assertEquals("ok", host.get("verdict").asString());
            assertEquals(
                    2, host.get("servers").get(0).get("match").get("number").asInt());
            assertEquals(List.of("absent", "matched"), texts(host.get("rule").get("pins"), "seen"));
            assertEquals(List.of("later-pin"), texts(host.get("findings"), "id"));
        }
    }

    /**
     * A backup that is no backup: whoever loses the one loses the other.
     *
     * <pre>
     * pins:    leaf   issuing
     *           |       |
     * server:  leaf -- issuing -- (root)
     * </pre>
     */
    @Test
    void warns_of_a_backup_in_the_served_chain() throws Exception {
        String policy = PolicyText.pinning(HOST, LEAF.pin(), ISSUING.pin());
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(0, policy, to(server));
            assertEquals(List.of("no-backup"), texts(host.get("findings"), "id"));
            assertEquals(List.of("matched", "on-path"), texts(host.get("rule").get("pins"), "seen"));
            assertEquals("warning", host.get("severity").asString());
            host(1, policy, to(server), "--fail-on", "warning");
        }
    }

    @Test
    void notes_a_second_pin_in_the_served_chain_beside_a_real_backup() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(0, PolicyText.pinning(HOST, LEAF.pin(), ISSUING.pin(), BACKUP), to(server));
            assertEquals(List.of("pin-served"), texts(host.get("findings"), "id"));
            assertEquals("note", host.get("severity").asString());
        }
    }

    /** A decoy: the pinned certificate is sent, and nobody has used it (CVE-2016-2402). */
    @Test
    void counts_no_certificate_that_is_only_sent() throws Exception {
        TestCertificate decoy = ROOT.intermediate("Decoy");
        List<TestCertificate> chain = new ArrayList<>(LEAF.presented());
        chain.add(decoy);
        try (TlsServer server = TlsServer.builder().present(chain).start()) {
            JsonNode host = host(1, PolicyText.pinning(HOST, decoy.pin(), BACKUP), to(server));
            assertEquals("mismatch", host.get("verdict").asString());
            assertEquals(List.of("mismatch", "pin-not-on-path"), texts(host.get("findings"), "id"));
        }
    }

    @Test
    void fails_an_expired_rule_although_clients_get_through() throws Exception {
        String rule = PolicyText.rule(PolicyText.domain(HOST, false), "2020-01-01", LEAF.pin(), BACKUP);
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(1, PolicyText.document(rule), to(server));
            assertEquals("expired-rule", host.get("verdict").asString());
            assertEquals(
                    "the rule is over, and clients get through unpinned",
                    host.get("servers").get(0).get("detail").asString());
        }
    }

    @Test
    void tells_rules_that_fail_closed_and_rules_that_are_only_reported() throws Exception {
        String rule = PolicyText.rule(PolicyText.domain(HOST, false), "2020-01-01", LEAF.pin(), BACKUP);
        String closed = PolicyText.document(rule).replace("<pin-set", "<pin-set linchpin:afterExpiry=\"fail-closed\"");
        String reported = PolicyText.pinning(HOST, BACKUP, OTHER_BACKUP)
                .replace("<pin-set", "<pin-set linchpin:enforcement=\"report-only\"");
        try (TlsServer server = serve(LEAF)) {
            JsonNode refused = host(1, closed, to(server));
            assertEquals("expired-rule", refused.get("verdict").asString());
            assertEquals(
                    "the rule is over, and clients are refused",
                    refused.get("servers").get(0).get("detail").asString());
            JsonNode passed = host(0, reported, to(server));
            assertEquals("reported-mismatch", passed.get("verdict").asString());
            assertEquals("warning", passed.get("severity").asString());
        }
    }

    @Test
    void fails_an_unlisted_host_that_the_policy_denies() throws Exception {
        String policy = PolicyText.pinning("elsewhere.example", LEAF.pin(), BACKUP)
                .replace("<network-security-config", "<network-security-config linchpin:unlistedHosts=\"deny\"");
        try (TlsServer server = serve(LEAF)) {
            assertEquals(
                    "denied",
                    host(1, policy, to(server), "--host", HOST).get("verdict").asString());
        }
    }

    @Test
    void warns_of_a_rule_that_ends_soon() throws Exception {
        String end = LocalDate.now(ZoneOffset.UTC).plusDays(11).toString();
        String rule = PolicyText.rule(PolicyText.domain(HOST, false), end, LEAF.pin(), BACKUP);
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(0, PolicyText.document(rule), to(server));
            assertEquals(
                    "[{\"severity\":\"warning\",\"id\":\"rule-expires\",\"text\":\"the rule expires on " + end
                            + ", in 10 days\"}]",
                    host.get("findings").toString());
            assertEquals(
                    0,
                    host(0, PolicyText.document(rule), to(server), "--warn-days", "5")
                            .get("findings")
                            .size());
        }
    }

    @Test
    void warns_of_certificates_in_the_last_third_of_their_life() throws Exception {
        Instant now = Instant.now();
        TestCertificate ending = CertificateDraft.leaf(HOST)
                .validity(now.minus(Duration.ofDays(40)), now.plus(Duration.ofDays(10)))
                .signedBy(ISSUING);
        TestCertificate young = CertificateDraft.leaf(HOST)
                .validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(10)))
                .signedBy(ISSUING);
        String policy = PolicyText.pinning(HOST, ISSUING.pin(), BACKUP);
        try (TlsServer old = serve(ending);
                TlsServer fresh = serve(young)) {
            assertEquals(
                    List.of("certificate-expires"),
                    texts(host(0, policy, to(old)).get("findings"), "id"));
            assertEquals(List.of(), texts(host(0, policy, to(fresh)).get("findings"), "id"));
        }
    }

    @Test
    void fails_a_wrong_key() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(1, PolicyText.pinning(HOST, BACKUP, OTHER_BACKUP), to(server));
            assertEquals("mismatch", host.get("verdict").asString());
            JsonNode shown = host.get("servers").get(0);
            assertTrue(shown.get("match").isNull());
            assertEquals(List.of("leaf", "intermediate", "root"), texts(shown.get("certificates"), "role"));
            assertEquals(
                    "no certificate on its path has a pin of the rule",
                    shown.get("detail").asString());
        }
    }

    /**
     * One policy, two clients:
     *
     * <pre>
     * client A -- ECDSA, please --&gt;  server  ---  EC leaf, pinned
     * client B --  RSA, please  --&gt;          ---  RSA leaf, forgotten
     * </pre>
     */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void fails_if_one_of_two_certificates_does_not_match_and_says_of_which_kind(String version) throws Exception {
        TestCertificate rsa = CertificateDraft.leaf(HOST).key(KeyType.RSA_2048).signedBy(ISSUING);
        try (SeveralCertificates server = new SeveralCertificates(List.of(LEAF, rsa), version)) {
            String connect = "--connect=*=127.0.0.1:" + server.port();
            JsonNode host = host(1, PolicyText.pinning(HOST, LEAF.pin(), BACKUP), connect);
            assertEquals("mismatch", host.get("verdict").asString());
            assertEquals(
                    "127.0.0.1:" + server.port()
                            + ", RSA certificate: mismatch: no certificate on its path has a pin of the rule",
                    host.get("findings").get(0).get("text").asString());
            JsonNode both = host(0, PolicyText.pinning(HOST, LEAF.pin(), rsa.pin(), BACKUP), connect);
            assertEquals(
                    List.of("matched", "matched", "absent"),
                    texts(both.get("rule").get("pins"), "seen"));
            JsonNode bare = host(0, PolicyText.pinning(HOST, LEAF.pin(), rsa.pin()), connect);
            assertEquals(List.of("no-backup"), texts(bare.get("findings"), "id"));
        }
    }

    @Test
    void says_that_nobody_listens() throws Exception {
        int port;
        try (ServerSocket closed = loopback()) {
            port = closed.getLocalPort();
        }
        assertFails("unreachable", "Connection refused", port);
    }

    @Test
    void says_that_there_is_no_such_host() throws Exception {
        JsonNode host = host(1, PolicyText.pinning("missing.invalid", BACKUP, OTHER_BACKUP));
        assertEquals("unreachable", host.get("verdict").asString());
        assertEquals(
                "no host missing.invalid is known",
                host.get("servers").get(0).get("detail").asString());
    }

    @Test
    void waits_no_longer_than_the_timeout_for_a_silent_server() throws Exception {
        try (ServerSocket silent = loopback()) {
            assertFails("unreachable", "it did not answer within 1 s", silent.getLocalPort());
        }
    }

    @Test
    void waits_no_longer_for_a_server_that_dribbles() throws Exception {
        try (TlsServer server = TlsServer.builder()
                .present(LEAF.presented())
                .dribbling(Duration.ofMillis(100))
                .start()) {
            assertFails("unreachable", "it did not answer within 1 s", server.port());
        }
    }

    @Test
    void says_that_a_server_speaks_no_tls_and_escapes_what_it_says() throws Exception {
        try (ServerSocket server = loopback()) {
            answer(server, "220 \u001b[2J\u202eftp\r\n");
            assertFails(
                    "no-tls",
                    "it does not answer in TLS but with \"220 \\u{1b}[2J\u00e2\\u{80}\u00aeftp\"",
                    server.getLocalPort());
        }
    }

    private void assertFails(String verdict, String detail, int port) throws Exception {
        JsonNode host = host(
                1,
                PolicyText.pinning(HOST, LEAF.pin(), BACKUP),
                "--timeout=1",
                "--connect=" + HOST + "=127.0.0.1:" + port);
        assertEquals(verdict, host.get("verdict").asString());
        assertEquals(detail, host.get("servers").get(0).get("detail").asString());
    }

    @Test
    void fails_a_wrong_name_also_where_the_pin_matches() throws Exception {
        TestCertificate other = ISSUING.leaf("other.example.com");
        try (TlsServer server = serve(other)) {
            JsonNode host = host(1, PolicyText.pinning(HOST, ISSUING.pin(), BACKUP), to(server));
            assertEquals("name-failure", host.get("verdict").asString());
            JsonNode unlisted = host(
                    1, PolicyText.pinning("elsewhere.example", ISSUING.pin(), BACKUP), to(server), "--host=" + HOST);
            assertEquals("name-failure", unlisted.get("verdict").asString());
        }
    }

    @Test
    void fails_an_expired_certificate_and_says_when_it_expired() throws Exception {
        TestCertificate expired = CertificateDraft.leaf(HOST).expired().signedBy(ISSUING);
        try (TlsServer server = serve(expired)) {
            JsonNode host = host(1, PolicyText.pinning(HOST, expired.pin(), BACKUP), to(server));
            assertEquals("pkix-failure", host.get("verdict").asString());
            String detail = host.get("servers").get(0).get("detail").asString();
            assertTrue(detail.startsWith("NotAfter: "), detail);
        }
    }

    @Test
    void fails_an_authority_that_is_not_trusted_although_it_is_pinned() throws Exception {
        TestCertificate rogue = TestCertificate.root("Rogue").intermediate("Issuing");
        try (TlsServer server = serve(rogue.leaf(HOST))) {
            JsonNode host = host(1, PolicyText.pinning(HOST, rogue.pin(), BACKUP), to(server));
            assertEquals("pkix-failure", host.get("verdict").asString());
            assertEquals(
                    List.of("sent", "sent"), texts(host.get("servers").get(0).get("certificates"), "role"));
        }
    }

    @Test
    void checks_an_address_of_ipv6() throws Exception {
        TestCertificate leaf = ISSUING.leaf("::1");
        try (TlsServer server =
                TlsServer.builder().present(leaf.presented()).at("::1", 0).start()) {
            String policy = PolicyText.pinning("elsewhere.example", leaf.pin(), BACKUP);
            JsonNode host = host(0, policy, "--host", "[::1]:" + server.port());
            assertEquals("unlisted", host.get("verdict").asString());
            assertEquals("::1", host.get("host").asString());
            assertEquals(
                    "[::1]:" + server.port(),
                    host.get("servers").get(0).get("address").asString());
        }
    }

    @Test
    void checks_every_address_of_a_host() throws Exception {
        TestCertificate forgotten = ISSUING.leaf(HOST);
        try (TlsServer good = serve(LEAF);
                TlsServer bad = serve(forgotten)) {
            JsonNode host = host(
                    1,
                    PolicyText.pinning(HOST, LEAF.pin(), BACKUP),
                    "--connect=" + HOST + "=127.0.0.1:" + good.port(),
                    "--connect=" + HOST + "=127.0.0.1:" + bad.port());
            assertEquals(List.of("ok", "mismatch"), texts(host.get("servers"), "verdict"));
            assertEquals("mismatch", host.get("verdict").asString());
        }
    }

    @Test
    void shows_addresses_that_are_alike_once() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            Transcript run = check(PolicyText.pinning(HOST, LEAF.pin(), BACKUP), to(server), to(server), to(server));
            assertTrue(run.lines().get(1).contains("(and 2 more addresses)"), run.out());
        }
    }

    @Test
    void says_of_an_exempt_host_that_it_is() throws Exception {
        String policy = PolicyText.document(
                PolicyText.rule(PolicyText.domain("example.com", true), "", LEAF.pin(), BACKUP),
                PolicyText.rule(PolicyText.domain(HOST, false), ""));
        try (TlsServer server = serve(ISSUING.leaf(HOST))) {
            JsonNode host = host(0, policy, to(server), "--host", HOST);
            assertEquals("exempt", host.get("verdict").asString());
            assertEquals("none", host.get("severity").asString());
        }
    }

    @Test
    void warns_of_a_host_that_no_rule_covers() throws Exception {
        String policy = PolicyText.pinning("elsewhere.example", LEAF.pin(), BACKUP);
        try (TlsServer server = serve(LEAF)) {
            JsonNode host = host(0, policy, to(server), "--host", HOST);
            assertEquals("unlisted", host.get("verdict").asString());
            assertEquals("warning", host.get("severity").asString());
            assertTrue(host.get("rule").isNull());
            host(1, policy, to(server), "--host", HOST, "--fail-on=warning");
        }
    }

    /** What is in a certificate was chosen by whoever made it. */
    @Test
    void lets_no_subject_break_a_line_or_turn_text_around() throws Exception {
        TestCertificate nasty = CertificateDraft.leaf(HOST)
                .subject("CN=evil\\0A✓ api.example.com:443  ok\u202e")
                .signedBy(ISSUING);
        try (TlsServer server = serve(nasty)) {
            Transcript run = check(PolicyText.pinning(HOST, nasty.pin(), BACKUP), to(server));
            assertEquals(
                    1,
                    run.lines().stream().filter(line -> line.startsWith("✓ ")).count(),
                    run.out());
            assertFalse(run.out().contains("\u202e"), run.out());
            assertTrue(run.out().contains("\\u{202e}"), run.out());
        }
    }

    @Test
    void takes_a_server_that_wants_a_client_certificate_at_its_chain() throws Exception {
        try (SeveralCertificates server = SeveralCertificates.wantingOneOfTheClient(List.of(LEAF), "TLSv1.2")) {
            JsonNode host =
                    host(0, PolicyText.pinning(HOST, LEAF.pin(), BACKUP), "--connect=*=127.0.0.1:" + server.port());
            assertEquals("ok", host.get("verdict").asString());
            assertEquals(List.of("client-refused"), texts(host.get("findings"), "id"));
        }
    }

    /** Whoever copies a chain has no key for it. */
    @Test
    void fails_a_server_that_has_not_the_key_of_its_certificate() throws Exception {
        TestCertificate stolen = CertificateDraft.leaf(HOST).signedBy(ISSUING);
        TestCertificate own = CertificateDraft.leaf(HOST).signedBy(ISSUING);
        try (TlsServer server = TlsServer.builder()
                .present(List.of(own.sentAs(stolen.der()), ISSUING))
                .start()) {
            JsonNode host = host(1, PolicyText.pinning(HOST, stolen.pin(), BACKUP), to(server));
            assertEquals("handshake-failure", host.get("verdict").asString());
        }
    }

    private static void answer(ServerSocket server, String text) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().readAllBytes();
            } catch (IOException theClientLeft) {
                // as it should
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
