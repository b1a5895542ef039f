package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code linchpin pin host[:port]} against servers on loopback. */
class PinHostTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Issuing");
    private static final TestCertificate LEAF = ISSUING.leaf("api.example.com");

    @Test
    void prints_the_presented_chain_and_beside_it_that_nothing_was_validated() {
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            String source = "127.0.0.1:" + server.port();
            Transcript run = Transcript.of("pin", source);
            assertEquals(List.of(LEAF.pin(), ISSUING.pin()), pins(run.lines()));
            assertTrue(run.err().startsWith("What comes of pinning each, from the leaf up:\nleaf "), run.err());
            assertTrue(
                    run.err()
                            .endsWith("\nlinchpin: " + source
                                    + " presented these certificates just now, and nothing of it was validated:"
                                    + " compare the pins with another source before you rely on them\n"),
                    run.err());
            assertEquals(0, run.exitCode());
            assertEquals(0, server.requestBytes());
        }
    }

    /** A server with an EC and an RSA certificate has two chains, each of which is told of. */
    @Test
    void tells_of_the_chain_for_each_kind_of_key() throws Exception {
        TestCertificate rsa =
                CertificateDraft.leaf("api.example.com").key(KeyType.RSA_2048).signedBy(ISSUING);
        try (SeveralCertificates server = new SeveralCertificates(List.of(LEAF, rsa), "TLSv1.2", "TLSv1.3")) {
            JsonNode rows = JsonMapper.shared()
                    .readTree(Transcript.of("pin", "--json", "127.0.0.1:" + server.port())
                            .out());
            assertEquals(
                    List.of("leaf", "intermediate", "leaf"),
                    rows.valueStream().map(row -> row.get("role").asString()).toList());
        }
    }

    @Test
    void warns_beside_the_json_and_not_in_it() {
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            Transcript run = Transcript.of("pin", "--json", "127.0.0.1:" + server.port());
            assertTrue(run.out().endsWith("]\n"), run.out());
            assertTrue(run.err().contains("nothing of it was validated"), run.err());
        }
    }

    @Test
    void asks_for_the_host_at_another_address() {
        TestCertificate other = ISSUING.leaf("other.example.com");
        try (TlsServer server = TlsServer.builder()
                .present(other.presented())
                .presentTo("api.example.com", LEAF.presented())
                .start()) {
            String address = "127.0.0.1:" + server.port();
            assertEquals(LEAF.pin(), pin("--connect", address, "api.example.com"));
            assertEquals(LEAF.pin(), pin("--connect", address, "API.example.com."));
            assertEquals(LEAF.pin(), pin("--connect", "127.0.0.1", "api.example.com:" + server.port()));
            assertEquals(other.pin(), pin("--connect", address, "api.elsewhere.com"));
            assertEquals(other.pin(), pin("127.0.0.1:" + server.port()));
        }
    }

    @Test
    void shows_an_expired_chain_of_an_unknown_authority_for_another_host() {
        TestCertificate bad =
                CertificateDraft.leaf("elsewhere.example.com").expired().selfSigned();
        try (TlsServer server = TlsServer.builder()
                .present(bad.presented())
                .versions(TlsVersion.TLS_1_2)
                .start()) {
            Transcript run = Transcript.of("pin", "127.0.0.1:" + server.port());
            assertEquals(bad.pin(), pins(run.lines()).get(0));
            assertTrue(run.lines().get(0).endsWith("(expired)"), run.out());
        }
    }

    @Test
    void says_that_nobody_listens() throws Exception {
        int port;
        try (ServerSocket closed = loopback()) {
            port = closed.getLocalPort();
        }
        assertRefused("127.0.0.1:" + port, "it cannot be reached at 127.0.0.1:" + port + ": Connection refused");
    }

    @Test
    void says_that_the_peer_does_not_answer() throws Exception {
        try (ServerSocket silent = loopback()) {
            assertRefused("127.0.0.1:" + silent.getLocalPort(), "it did not answer within 1 s");
        }
    }

    @Test
    void says_that_the_peer_does_not_speak_tls() throws Exception {
        try (ServerSocket server = loopback()) {
            answer(server, "220 mail.example.com ESMTP\r\n");
            String address = "127.0.0.1:" + server.getLocalPort();
            assertRefused(
                    address,
                    "it does not answer in TLS but with \"220 mail.example.com ESMTP\"; what another client sees can be piped:"
                            + " openssl s_client -starttls PROTOCOL -showcerts -connect " + address
                            + " </dev/null | linchpin pin -");
        }
    }

    @Test
    void says_that_the_peer_hangs_up() throws Exception {
        try (ServerSocket server = loopback()) {
            answer(server, "");
            answer(server, "");
            String address = "127.0.0.1:" + server.getLocalPort();
            assertRefused(
                    address,
                    "the TLS handshake failed: it hung up; what another client sees can be piped:"
                            + " openssl s_client -showcerts -connect " + address + " </dev/null | linchpin pin -");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1:%d", "https://127.0.0.1:%d/", "HTTPS://127.0.0.1:%d/a?b#c"})
    void reads_the_host_of_a_url(String url) {
        try (TlsServer server = TlsServer.builder().present(LEAF.presented()).start()) {
            assertEquals(LEAF.pin(), pin(url.formatted(server.port())));
        }
    }

    @Test
    void escapes_what_the_peer_says() throws Exception {
        try (ServerSocket server = loopback()) {
            answer(server, "220 \u001b[2J\u009b1E");
            Transcript run = Transcript.of("pin", "--timeout", "5", "127.0.0.1:" + server.getLocalPort());
            assertTrue(run.err().contains("\"220 \\u{1b}[2J\\u{9b}1E\""), run.err());
            assertEquals(1, run.err().lines().count());
        }
    }

    private static void answer(ServerSocket server, String text) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                if (text.isEmpty()) {
                    socket.getInputStream().read();
                } else {
                    socket.getInputStream().readAllBytes();
                }
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

    private static void assertRefused(String source, String reason) {
        Transcript run = Transcript.of("pin", "--timeout", "1", source);
        assertEquals("linchpin: " + source + ": " + reason + "\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    private static String pin(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "pin";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Transcript run = Transcript.of(all);
        assertEquals(0, run.exitCode(), run.err());
        return pins(run.lines()).get(0);
    }

    private static List<String> pins(List<String> lines) {
        return lines.stream().map(line -> line.split(" ", 2)[0]).toList();
    }
}
