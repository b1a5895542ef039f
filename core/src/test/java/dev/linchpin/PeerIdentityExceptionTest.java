package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The refusals that have no verdict: a type to catch, and a sentence that says how to mend the client. */
class PeerIdentityExceptionTest {
    private static final String HOST = "api.linchpin.test";
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final X509Certificate[] CHAIN = {LEAF.certificate()};

    private final Linchpin linchpin = TestPolicies.trusting(ROOT)
            .policy(TestPolicies.pin(HOST, LEAF.pin()))
            .build();

    @Test
    void rejects_an_engine_without_a_host_and_says_how_to_name_it() {
        SSLEngine nameless = linchpin.sslContext().createSSLEngine();
        SSLException e = assertThrows(SSLException.class, () -> EngineHandshake.run(nameless, LEAF));
        assertMends(e, "createSSLEngine(host, port)", "createSocket(socket, host, port, true)");
    }

    @Test
    void rejects_a_chain_without_a_handshake_and_names_the_overloads() throws IOException {
        PinningTrustManager trust = linchpin.trustManager();
        try (Socket idle = linchpin.sslContext().getSocketFactory().createSocket()) {
            for (Executable check : new Executable[] {
                () -> trust.checkServerTrusted(CHAIN, "UNKNOWN", idle),
                () -> trust.checkServerTrusted(CHAIN, "UNKNOWN"),
                () -> trust.checkServerTrusted(CHAIN, "UNKNOWN", (Socket) null),
                () -> trust.checkServerTrusted(CHAIN, "UNKNOWN", (SSLEngine) null),
                () -> trust.checkServerTrusted(CHAIN, "UNKNOWN", new Socket()),
            }) {
                assertMends(assertThrows(PeerIdentityException.class, check), "X509ExtendedTrustManager");
            }
        }
    }

    @Test
    void rejects_a_check_without_a_host_or_with_a_malformed_one() {
        assertMends(
                assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check(null, null)),
                "expected that of the request");
        assertMends(
                assertThrows(SSLPeerUnverifiedException.class, () -> linchpin.check("a..test", null)),
                "\"a..test\"",
                "has an empty label");
    }

    @Test
    void is_found_behind_what_clients_wrap_around_it() {
        PeerIdentityException refusal = new PeerIdentityException("nobody");
        IOException last = new IOException("second address");
        last.addSuppressed(new ExecutionException(refusal));
        assertSame(refusal, PeerIdentityException.find(last).orElseThrow());
        assertEquals(Optional.empty(), PeerIdentityException.find(new IOException("reset")));
        assertEquals(Optional.empty(), PeerIdentityException.find(null));
        assertEquals(Optional.empty(), PinMismatchException.in(last));
    }

    @Test
    void travels() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new PeerIdentityException("nobody", new IllegalArgumentException("empty")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PeerIdentityException copy = (PeerIdentityException) in.readObject();
            assertEquals("nobody", copy.getMessage());
            assertEquals("empty", copy.getCause().getMessage());
        }
    }

    private static void assertMends(Throwable failure, String... expected) {
        String message = PeerIdentityException.find(failure).orElseThrow().getMessage();
        for (String words : expected) {
            assertTrue(message.contains(words), message);
        }
    }
}
