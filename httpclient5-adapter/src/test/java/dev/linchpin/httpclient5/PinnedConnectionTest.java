package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.assertNobodyCame;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.Linchpin;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** New connections, under every spelling of a host. */
class PinnedConnectionTest {

    @ParameterizedTest
    @EnumSource
    void accepts_the_pinned_key(ClientMode mode) throws Exception {
        try (TlsServer server = serve(OLD);
                ClientMode.Client client = mode.client(linchpin(OLD))) {
            String version = mode.http2() ? "HTTP/2.0" : "HTTP/1.1";
            assertEquals(server.port() + " " + version + " /x", client.get(server.uri(HOST, "/x")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_another_key_of_the_same_authority(ClientMode mode) throws Exception {
        try (TlsServer server = serve(NEW);
                ClientMode.Client client = mode.client(linchpin(OLD))) {
            assertMismatch(client, server.uri(HOST, "/"));
            assertNothingReceived(server);
        }
    }

    // evil.test obtains a certificate for its own name from the CA that is pinned for api.linchpin.test:
    //
    //     Trusted Root --> Issuing CA (pinned) --> evil.test
    //
    @ParameterizedTest
    @EnumSource
    void refuses_the_right_pin_under_the_wrong_host_name(ClientMode mode) throws Exception {
        try (TlsServer server = serve(ISSUING.leaf("evil.test"));
                ClientMode.Client client = mode.client(linchpin(ISSUING))) {
            assertRefused(client, server.uri(HOST, "/"));
            assertNothingReceived(server);
        }
    }

    // A trust manager that validates chains but ignores endpoint identification, as many hand-written ones do. JSSE
    // leaves
    // host names to it; HttpClient must not.
    @ParameterizedTest
    @EnumSource
    void refuses_the_wrong_host_name_even_if_the_trust_manager_does_not_look_at_it(ClientMode mode) throws Exception {
        TestCertificate leaf = ISSUING.leaf("evil.test");
        Linchpin linchpin = new NamelessTrustManager().linchpin(pinning(HOST, leaf));
        try (TlsServer server = serve(leaf);
                ClientMode.Client client = mode.client(linchpin)) {
            assertRefused(client, server.uri(HOST, "/"));
            assertNothingReceived(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void judges_every_spelling_of_a_host_alike(ClientMode mode) throws Exception {
        judgesAlike(mode, "API.Linchpin.TEST", HOST);
        judgesAlike(mode, "api.linchpin.test.", HOST);
    }

    // HttpClient decodes the A-label: trust manager, host name verifier and interceptor see "bücher.test".
    @ParameterizedTest
    @EnumSource
    void judges_an_internationalised_host(ClientMode mode) throws Exception {
        judgesAlike(mode, "xn--bcher-kva.test", "xn--bcher-kva.test");
    }

    @ParameterizedTest
    @EnumSource
    void judges_an_ipv4_literal(ClientMode mode) throws Exception {
        judgesAlike(mode, "127.0.0.1", "127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource
    void judges_an_ipv6_literal(ClientMode mode) throws Exception {
        judgesAlike(mode, "[::1]", "::1");
    }

    private static void judgesAlike(ClientMode mode, String spelling, String name) throws Exception {
        TestCertificate genuine = ISSUING.leaf(name);
        Linchpin linchpin = linchpin(pinning(name, genuine));
        try (TlsServer server = serve(genuine);
                TlsServer rogue = serve(ISSUING.leaf(name));
                ClientMode.Client client = mode.client(linchpin)) {
            client.get(server.uri(spelling, "/"));
            assertMismatch(client, rogue.uri(spelling, "/"));
            assertNothingReceived(rogue);
        }
    }

    // GET http://api.linchpin.test: an attacker on the path who strips TLS needs no certificate at all.
    @ParameterizedTest
    @EnumSource
    void refuses_clear_text_to_a_listed_host(ClientMode mode) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ClientMode.Client client = mode.client(linchpin(OLD))) {
            assertMismatch(client, URI.create("http://" + HOST + ":" + server.getLocalPort() + "/"));
            assertNobodyCame(server);
        }
    }
}
