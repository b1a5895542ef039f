package dev.linchpin.gauntlet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.UnpinnedOkHttp;
import dev.linchpin.gauntlet.client.Setup;
import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.gauntlet.transport.Transport;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TlsServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Test Root");
    private static final TestCertificate ISSUING = ROOT.intermediate("Linchpin Test Issuing CA");
    private static final TestCertificate LEAF = ISSUING.leaf("api.linchpin.test");

    @ParameterizedTest
    @EnumSource
    void answers_in_each_protocol(Protocol protocol) throws Exception {
        try (TlsServer server = TlsServer.builder()
                .present(LEAF.presented())
                .protocols(protocol)
                .start()) {
            String version = protocol == Protocol.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1";
            assertEquals(
                    server.port() + " " + version + " /hello",
                    get(client(), server.uri("api.linchpin.test", "/hello")));

            TlsServer.Connection connection = server.connections().get(0);
            assertTrue(connection.handshakeCompleted());
            assertFalse(connection.resumed());
            assertEquals("api.linchpin.test", connection.serverName());
            assertEquals(protocol, connection.protocol());
            assertTrue(connection.requestBytes() > 20, connection::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_2, HTTP_1_1", "TLS_1_2, HTTP_2", "TLS_1_3, HTTP_1_1", "TLS_1_3, HTTP_2"})
    void resumes_the_session_after_its_farewell(TlsVersion version, Protocol protocol) throws Exception {
        try (TlsServer server =
                TlsServer.builder().present(LEAF.presented()).versions(version).start()) {
            OkHttpClient client = client(protocol);
            get(client, server.uri("api.linchpin.test", "/farewell"));
            assertTrue(server.closeConnections(PATIENCE));

            get(client, server.uri("api.linchpin.test", "/second"));
            assertEquals(
                    List.of(false, true),
                    server.connections().stream()
                            .map(TlsServer.Connection::resumed)
                            .toList());
        }
    }

    /** RFC 9113, section 9.1.1: why a trust manager alone cannot enforce the pins of every host. */
    @Test
    void a_client_coalesces_two_hosts_onto_one_connection() throws Exception {
        TestCertificate both = ISSUING.leaf("api.linchpin.test", "login.linchpin.test");
        try (TlsServer server = TlsServer.builder().present(both.presented()).start()) {
            OkHttpClient client = client();
            get(client, server.uri("api.linchpin.test", "/"));
            get(client, server.uri("login.linchpin.test", "/"));
            assertEquals(1, server.connections().size());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "P384", "P521", "RSA_2048", "RSASSA_PSS", "RSASSA_PSS_SHA256", "ED25519", "ED448"})
    void presents_each_kind_of_key_that_jsse_can_use(KeyType type) throws Exception {
        TestCertificate leaf =
                CertificateDraft.leaf("api.linchpin.test").key(type).signedBy(ISSUING);
        try (TlsServer server = TlsServer.builder().present(leaf.presented()).start()) {
            assertNotEquals("", get(client(), server.uri("api.linchpin.test", "/")));
        }
    }

    @Test
    void chooses_the_chain_by_server_name() throws Exception {
        TestCertificate other = ISSUING.leaf("other.linchpin.test");
        try (TlsServer server = TlsServer.builder()
                .present(LEAF.presented())
                .presentTo("other.linchpin.test", other.presented())
                .start()) {
            get(client(), server.uri("api.linchpin.test", "/"));
            get(client(), server.uri("OTHER.linchpin.test", "/"));
        }
    }

    @Test
    void counts_no_byte_when_the_client_refuses_the_certificate() throws Exception {
        TestCertificate untrusted = TestCertificate.root("Elsewhere").leaf("api.linchpin.test");
        try (TlsServer server =
                TlsServer.builder().present(untrusted.presented()).start()) {
            URI uri = server.uri("api.linchpin.test", "/");
            assertThrows(SSLException.class, () -> get(client(), uri));
            assertTrue(server.awaitQuiet(PATIENCE));
            assertEquals(0, server.requestBytes());
            assertFalse(server.connections().get(0).handshakeCompleted());
        }
    }

    @Test
    void sends_certificates_that_do_not_belong_to_the_chain() throws Exception {
        TestCertificate stray = ISSUING.leaf("stray.linchpin.test");
        try (TlsServer server =
                TlsServer.builder().present(List.of(LEAF, ISSUING, stray)).start()) {
            Request request = new Request.Builder()
                    .url(server.uri("api.linchpin.test", "/").toURL())
                    .build();
            try (Response response = client().newCall(request).execute()) {
                assertEquals(3, response.handshake().peerCertificates().size());
            }
        } catch (SSLHandshakeException e) {
            throw new AssertionError("JSSE refuses stray certificates", e);
        }
    }

    private static String get(OkHttpClient client, URI uri) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(uri.toURL()).build()).execute()) {
            return response.body().string();
        }
    }

    private static OkHttpClient client() throws Exception {
        return client(Protocol.HTTP_2);
    }

    private static OkHttpClient client(Protocol protocol) throws Exception {
        return UnpinnedOkHttp.client(new Setup(
                PolicySpec.of(), List.of(ROOT.certificate()), Transport.of(protocol), Duration.ofSeconds(10)));
    }
}
