package dev.linchpin.jetty;

import static dev.linchpin.jetty.Pki.API;
import static dev.linchpin.jetty.Pki.FIRST;
import static dev.linchpin.jetty.Pki.OTHER;
import static dev.linchpin.jetty.Pki.SECOND;
import static dev.linchpin.jetty.Pki.linchpin;
import static dev.linchpin.jetty.Pki.pinned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClearTextTest {
    @ParameterizedTest
    @EnumSource
    void refuses_a_request_in_clear_text_to_a_listed_host(Mode mode) throws Exception {
        try (PlainServer server = PlainServer.start();
                TestClient client =
                        TestClient.start(linchpin(pinned(FIRST)), mode, new TestNetwork().host(API, server.port()))) {
            client.refusal("http://" + API + "/");
            client.refusal("http://API.linchpin.test:8080/");
            client.jetty().stop();
            assertEquals(0, server.bytes());
        }
    }

    @Test
    void leaves_unlisted_hosts_alone() throws Exception {
        try (PlainServer server = PlainServer.start();
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)), Mode.HTTP_1, new TestNetwork().host(OTHER, server.port()))) {
            assertEquals("plain", client.get("http://" + OTHER + "/"));
        }
    }

    /**
     * <pre>
     *   GET https://api.linchpin.test/redirect  →  302 Location: http://other.linchpin.test/
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void refuses_a_redirect_to_clear_text(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                PlainServer plain = PlainServer.start();
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        mode,
                        new TestNetwork().host(API, server).host(OTHER, plain.port()))) {
            Throwable failure = client.failure("https://" + API + "/redirect?to=http://" + OTHER + "/");
            assertTrue(failure.getCause() instanceof HttpResponseException, failure::toString);
            assertTrue(failure.toString().contains("http://" + OTHER + "/"), failure::toString);
            client.jetty().stop();
            assertEquals(0, plain.bytes());
        }
    }

    @Test
    void refuses_it_under_the_next_start_as_well() throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                PlainServer plain = PlainServer.start();
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        Mode.HTTP_1,
                        new TestNetwork().host(API, server).host(OTHER, plain.port()))) {
            client.jetty().stop();
            client.jetty().start();
            client.failure("https://" + API + "/redirect?to=http://" + OTHER + "/");
            client.refusal("http://" + API + "/");
            client.jetty().stop();
            assertEquals(0, plain.bytes());
        }
    }

    @Test
    void lets_an_application_bring_back_jettys_redirects() throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                PlainServer plain = PlainServer.start();
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        Mode.HTTP_1,
                        new TestNetwork().host(API, server).host(OTHER, plain.port()))) {
            client.jetty().getProtocolHandlers().put(new RedirectProtocolHandler(client.jetty()));
            assertEquals("plain", client.get("https://" + API + "/redirect?to=http://" + OTHER + "/"));
            client.refusal("https://" + API + "/redirect?to=http://" + API + ":8080/");
        }
    }

    @ParameterizedTest
    @EnumSource
    void follows_a_redirect_from_https_to_https(Mode mode) throws Exception {
        try (TlsServer first = Pki.serve(FIRST);
                TlsServer other = Pki.serve(SECOND);
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        mode,
                        new TestNetwork().host(API, first).host(OTHER, other))) {
            String body = client.get("https://" + API + "/redirect?to=https://" + OTHER + "/landed");
            assertTrue(body.startsWith(other.port() + " ") && body.endsWith("/landed"), body);
            assertTrue(client.get("https://" + API + "/redirect?to=/relative").endsWith("/relative"));
        }
    }

    /**
     * <pre>
     *   GET https://other.linchpin.test/redirect  →  302 Location: https://api.linchpin.test/   (pinned, other key)
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void judges_each_hop_under_its_own_host(Mode mode) throws Exception {
        try (TlsServer other = Pki.serve(SECOND);
                TlsServer rogue = Pki.serve(SECOND);
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        mode,
                        new TestNetwork().host(API, rogue).host(OTHER, other))) {
            PinMismatchException refusal = client.refusal("https://" + OTHER + "/redirect?to=https://" + API + "/");
            assertEquals(API, refusal.verdict().host().toString());
            assertEquals(0, client.bytesAt(rogue));
        }
    }
}
