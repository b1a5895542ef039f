package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.ISSUING;
import static dev.linchpin.httpclient5.Peers.NEW;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.assertMismatch;
import static dev.linchpin.httpclient5.Peers.assertNothingReceived;
import static dev.linchpin.httpclient5.Peers.assertRefused;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static dev.linchpin.httpclient5.Peers.pinning;
import static dev.linchpin.httpclient5.Peers.serve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HttpClient may connect to one host with a request for another. The latter is judged. */
class RequestTargetTest {
    private static final String ELSEWHERE = "elsewhere.test";

    // client.execute(https://elsewhere.test, GET https://api.linchpin.test/)
    @ParameterizedTest
    @EnumSource
    void judges_the_host_of_the_request_at_an_explicit_target(ClientMode mode) throws Exception {
        try (TlsServer genuine = serve(OLD);
                TlsServer rogue = serve(NEW);
                ClientMode.Client client = mode.client(linchpin(OLD))) {
            String answer = client.get(elsewhere(genuine), genuine.uri(HOST, "/"));
            assertTrue(answer.startsWith(genuine.port() + " "), answer);
            assertMismatch(client, elsewhere(rogue), rogue.uri(HOST, "/"));
            assertNothingReceived(rogue);
        }
    }

    // The server redirects to the explicit target. HttpClient keeps the connection, whose certificate was verified for
    // another name:
    //
    //     connection to elsewhere.test, certificate of api.linchpin.test
    //       GET https://api.linchpin.test/  -->  302 https://elsewhere.test/
    //       GET https://elsewhere.test/     -->  over the same connection
    @ParameterizedTest
    @EnumSource
    void refuses_a_redirect_to_a_target_whose_name_was_not_verified(ClientMode mode) throws Exception {
        try (TlsServer server = serve(OLD);
                ClientMode.Client client = mode.client(linchpin(pinning(ELSEWHERE, ISSUING)))) {
            String redirect = "/redirect?to=" + server.uri(ELSEWHERE, "/");
            assertRefused(client, elsewhere(server), server.uri(HOST, redirect));
            assertEquals(1, server.connections().size());
        }
    }

    // The connection belongs to elsewhere.test, which has no pins; then an interceptor turns the request into one for a
    // listed host. Its CA is the pinned one, so that pins alone would not stop it:
    //
    //     Trusted Root --> Issuing CA (pinned for api.linchpin.test) --> elsewhere.test
    @ParameterizedTest
    @EnumSource
    void judges_the_name_that_the_request_finally_has(ClientMode mode) throws Exception {
        try (TlsServer server = serve(ISSUING.leaf(ELSEWHERE));
                ClientMode.Client client = mode.client(linchpin(ISSUING), readdress(server))) {
            assertRefused(client, null, server.uri(ELSEWHERE, "/"));
            assertNothingReceived(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void judges_the_pins_of_the_name_that_the_request_finally_has(ClientMode mode) throws Exception {
        try (TlsServer server = serve(ISSUING.leaf(ELSEWHERE, HOST));
                ClientMode.Client client = mode.client(linchpin(OLD), readdress(server))) {
            assertMismatch(client, null, server.uri(ELSEWHERE, "/"));
            assertNothingReceived(server);
        }
    }

    private static HttpHost elsewhere(TlsServer server) {
        return new HttpHost("https", ELSEWHERE, server.port());
    }

    private static HttpRequestInterceptor readdress(TlsServer server) {
        return (request, entity, context) -> request.setAuthority(new URIAuthority(HOST, server.port()));
    }
}
