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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest {
    @ParameterizedTest
    @EnumSource
    void reaches_a_pinned_server(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client =
                        TestClient.start(linchpin(pinned(FIRST)), mode, new TestNetwork().host(API, server))) {
            assertTrue(client.get("https://" + API + "/a").endsWith("/a"));
            client.get("https://" + API + "/b");
            assertEquals(1, server.connections().size());
            assertEquals(mode.spoken(), server.connections().get(0).protocol());
            assertEquals(API, server.connections().get(0).serverName());
        }
    }

    /**
     * <pre>
     *   Trusted Root (trusted) ── api.linchpin.test, pinned key
     *                         └── api.linchpin.test, other key     ← the server
     * </pre>
     */
    @ParameterizedTest
    @EnumSource
    void refuses_another_key_of_the_same_authority(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(SECOND);
                TestClient client =
                        TestClient.start(linchpin(pinned(FIRST)), mode, new TestNetwork().host(API, server))) {
            PinMismatchException refusal = client.refusal("https://" + API + "/");
            assertEquals(API, refusal.verdict().host().toString());
            assertEquals(0, client.bytesAt(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tells_an_asynchronous_listener_as_well(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(SECOND);
                TestClient client =
                        TestClient.start(linchpin(pinned(FIRST)), mode, new TestNetwork().host(API, server))) {
            CompletableFuture<Result> result = new CompletableFuture<>();
            client.request("https://" + API + "/").send(result::complete);
            Throwable failure = result.get(10, TimeUnit.SECONDS).getFailure();
            assertTrue(PinMismatchException.in(failure).isPresent(), failure::toString);
        }
    }

    /** The server's certificate has the pinned key and is valid, but for another host. */
    @ParameterizedTest
    @EnumSource
    void refuses_the_pinned_key_under_a_wrong_host_name(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client =
                        TestClient.start(linchpin(pinned(OTHER, FIRST)), mode, new TestNetwork().host(OTHER, server))) {
            Throwable failure = client.failure("https://" + OTHER + "/");
            assertTrue(failure.getCause() instanceof SSLHandshakeException, failure::toString);
            assertTrue(PinMismatchException.in(failure).isEmpty(), failure::toString);
            assertEquals(0, client.bytesAt(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void knows_a_host_in_every_spelling(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(SECOND);
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        mode,
                        new TestNetwork().host(API, server).host(API + ".", server))) {
            client.refusal("https://API.Linchpin.Test/");
            client.refusal("https://" + API + "./");
            client.refusal("https://API.LINCHPIN.TEST./");
            assertEquals(0, client.bytesAt(server));
        }
    }

    @ParameterizedTest
    @EnumSource
    void reaches_a_pinned_server_by_every_spelling(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(FIRST);
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        mode,
                        new TestNetwork().host(API, server).host(API + ".", server))) {
            client.get("https://API.Linchpin.Test/");
            client.get("https://" + API + "./");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pins_an_ip_address(Mode mode) throws Exception {
        try (TlsServer genuine = Pki.serve(FIRST);
                TlsServer rogue = Pki.serve(SECOND);
                TestClient client = TestClient.start(linchpin(pinned("127.0.0.1", FIRST)), mode, new TestNetwork())) {
            client.get(genuine.uri("127.0.0.1", "/").toString());
            client.refusal(rogue.uri("127.0.0.1", "/").toString());
            assertEquals(0, client.bytesAt(rogue));
        }
    }

    /**
     * The resolver's addresses have forgotten the name, so that Jetty by itself would verify the certificate against
     * 127.0.0.1, for which it is valid, and find no pins for it.
     */
    @ParameterizedTest
    @EnumSource
    void judges_the_origin_and_not_the_address_it_resolved_to(Mode mode) throws Exception {
        try (TlsServer server = Pki.serve(SECOND);
                TestClient client = TestClient.start(
                        linchpin(pinned(FIRST)),
                        mode,
                        new TestNetwork().nameless().host(API, server).host("wrong.linchpin.test", server))) {
            client.refusal("https://" + API + "/");
            client.failure("https://wrong.linchpin.test/");
            assertEquals(0, client.bytesAt(server));
        }
    }
}
