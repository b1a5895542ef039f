package dev.linchpin.spring;

import static dev.linchpin.spring.Application.AUTHORITY;
import static dev.linchpin.spring.Application.HOST;
import static dev.linchpin.spring.Application.LEAF;
import static dev.linchpin.spring.Application.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** A real application, from its properties, against real servers: every builder that Spring Boot hands out, over every library. */
@ParameterizedClass
@MethodSource("dev.linchpin.spring.Way#all")
class PinnedClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static ConfigurableApplicationContext application;

    @Parameter
    Way way;

    private Linchpin linchpin;
    private Way.Sender client;

    @BeforeParameterizedClassInvocation
    static void start(Way way) {
        application = way.start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        application.close();
    }

    @BeforeEach
    void pin() throws ReflectiveOperationException {
        linchpin = application.getBean(Linchpin.class);
        linchpin.replacePolicy(Application.pinning(LEAF));
        client = way.sender(application);
    }

    @Test
    void is_the_line_of_spring_boot_that_this_execution_is_for() {
        assertEquals(System.getProperty("expected.springboot"), SpringBootVersion.getVersion());
    }

    @Test
    void reaches_a_pinned_peer() {
        try (TlsServer server = serve(LEAF)) {
            assertEquals(200, client.get(hello(server, HOST)));
        }
    }

    @Test
    void rejects_another_key_before_a_byte_of_the_request() throws Exception {
        try (TlsServer server = serve(AUTHORITY.leaf(HOST))) {
            assertRefused(hello(server, HOST));
            assertEquals(0, requestBytes(server));
        }
    }

    @Test
    void rejects_the_peer_of_a_pooled_connection_after_a_change_of_policy() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            int requests = 5; // Some put a connection back a moment after the response is there.
            for (int i = 0; i < requests; i++) {
                assertEquals(200, client.get(hello(server, HOST)));
            }
            assertTrue(server.connections().size() < requests, "connections are to be pooled");
            long before = server.requestBytes();

            linchpin.replacePolicy(Application.pinning(AUTHORITY.leaf(HOST)));
            assertRefused(hello(server, HOST));
            assertEquals(before, requestBytes(server));
        }
    }

    @Test
    void reaches_a_rotated_server_at_once() {
        TestCertificate renewed = AUTHORITY.leaf(HOST);
        try (TlsServer server = serve(LEAF)) {
            assertEquals(200, client.get(hello(server, HOST)));
            server.presentFromNowOn(renewed.presented());
            linchpin.replacePolicy(Application.pinning(renewed));
            assertEquals(200, client.get(hello(server, HOST)));
        }
    }

    @Test
    void rejects_clear_text_to_a_listed_host() throws Exception {
        try (TlsServer server = TlsServer.builder().clearText().start()) {
            assertRefused(URI.create("http://" + HOST + ":" + server.port() + "/hello"));
            assertEquals(0, server.requestBytes());
        }
    }

    @Test
    void follows_no_redirect_from_https_to_http() throws Exception {
        TestCertificate other = AUTHORITY.leaf(HOST, OTHER);
        try (TlsServer server = serve(other);
                TlsServer clearText = TlsServer.builder().clearText().start()) {
            URI downgrade =
                    URI.create(server.uri(OTHER, "/redirect?to=http://" + OTHER + ":" + clearText.port() + "/hello")
                            .toString());
            try {
                assertEquals(3, client.get(downgrade) / 100);
            } catch (RuntimeException refused) {
                // Some fail the request, some return the redirect: none may follow it.
            }
            assertEquals(0, clearText.requestBytes());
        }
    }

    @Test
    void rejects_an_unlisted_peer_whose_certificate_is_for_another_name() throws Exception {
        try (TlsServer server = serve(LEAF)) {
            assertThrows(RuntimeException.class, () -> client.get(hello(server, OTHER)));
            assertEquals(0, requestBytes(server));
        }
    }

    private void assertRefused(URI uri) {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> client.get(uri));
        if (PinMismatchException.in(refusal).isEmpty()) {
            throw new AssertionError("no verdict in this failure", refusal);
        }
    }

    private static URI hello(TlsServer server, String host) {
        return URI.create("https://" + host + ":" + server.port() + "/hello");
    }

    private static TlsServer serve(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented()).start();
    }

    /** Ends all connections, so that everything the client ever sent has arrived and counts. */
    private static long requestBytes(TlsServer server) throws InterruptedException {
        assertTrue(server.closeConnections(PATIENCE), "the client keeps a connection open");
        return server.requestBytes();
    }
}
