package dev.linchpin.jdk;

import static dev.linchpin.jdk.Lab.HOST;
import static dev.linchpin.jdk.Lab.LEAF;
import static dev.linchpin.jdk.Lab.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.policy.PinPolicy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Redirects, and requests in clear text, to which redirects may lead. */
class RedirectTest {
    private static HttpClient following(PinPolicy policy) {
        return JavaNetHttpPinning.build(
                Lab.linchpin(policy), Lab.builder().followRedirects(HttpClient.Redirect.NORMAL));
    }

    private static String redirect(String from, String to) {
        return from + "/redirect?to=" + to + "/hello";
    }

    private static String https(String host, TlsServer server) {
        return "https://" + host + ":" + server.port();
    }

    private static String http(String host, TlsServer server) {
        return "http://" + host + ":" + server.port();
    }

    @Test
    void judges_each_hop_under_its_own_host() throws Exception {
        try (TlsServer first = Lab.server().start();
                TlsServer second = Lab.server().start()) {
            HttpRequest request = Lab.get(redirect(https(HOST, first), https(OTHER, second)));
            Lab.assertRefused(following(Lab.pinningAnotherKey(OTHER)), request);
            assertEquals(0, Lab.requestBytes(second));

            Lab.assertAccepted(following(Lab.pinning(LEAF)), request);
        }
    }

    @Test
    void follows_no_redirect_from_https_to_http() throws Exception {
        try (TlsServer server = Lab.server().start();
                TlsServer clearText = TlsServer.builder().clearText().start()) {
            HttpRequest downgrade = Lab.get(redirect(https(HOST, server), http(OTHER, clearText)));
            assertEquals(
                    302,
                    following(Lab.pinning(LEAF))
                            .send(downgrade, BodyHandlers.discarding())
                            .statusCode());
            assertEquals(0, clearText.connections().size());
        }
    }

    @Test
    void refuses_clear_text_to_a_listed_host() throws Exception {
        try (TlsServer clearText = TlsServer.builder().clearText().start()) {
            HttpClient client = following(Lab.pinning(LEAF));
            Lab.assertRefused(client, Lab.get(http(HOST, clearText)));
            Lab.assertRefused(client, Lab.get(http("LOCALHOST", clearText)));
            assertEquals(0, clearText.connections().size());
            Lab.assertAccepted(client, Lab.get(http(OTHER, clearText) + "/hello"));
        }
    }

    @Test
    void refuses_a_redirect_in_clear_text_to_a_listed_host() throws Exception {
        try (TlsServer first = TlsServer.builder().clearText().start();
                TlsServer second = TlsServer.builder().clearText().start()) {
            HttpRequest request = Lab.get(redirect(http(OTHER, first), http(HOST, second)));
            Lab.assertRefused(following(Lab.pinning(LEAF)), request);
            assertEquals(0, second.connections().size());

            Lab.assertAccepted(
                    following(Lab.pinning(LEAF)), Lab.get(redirect(http(OTHER, first), http(OTHER, second))));
        }
    }

    @Test
    void judges_a_hop_from_clear_text_into_tls() throws Exception {
        try (TlsServer clearText = TlsServer.builder().clearText().start();
                TlsServer server = Lab.server().start()) {
            HttpRequest request = Lab.get(redirect(http(OTHER, clearText), https(HOST, server)));
            Lab.assertRefused(following(Lab.pinningAnotherKey()), request);
            assertEquals(0, Lab.requestBytes(server));
            Lab.assertAccepted(following(Lab.pinning(LEAF)), request);
        }
    }
}
