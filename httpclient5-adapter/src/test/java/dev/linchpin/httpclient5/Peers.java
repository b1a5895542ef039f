package dev.linchpin.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.Linchpin;
import dev.linchpin.PinMismatchException;
import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** One trusted root, two keys for the same host, and how the tests ask for them. */
final class Peers {
    static final String HOST = "api.linchpin.test";
    static final TestCertificate ROOT = TestCertificate.root("Trusted Root");
    static final TestCertificate ISSUING = ROOT.intermediate("Issuing CA");
    static final TestCertificate OLD = ISSUING.leaf(HOST);
    static final TestCertificate NEW = ISSUING.leaf(HOST);
    static final TestKey BACKUP = TestKey.generate();

    private Peers() {}

    static PinPolicy pinning(String host, TestCertificate pinned) {
        return PinPolicy.builder().pin(host, pinned.pin(), BACKUP.pin()).build();
    }

    static Linchpin linchpin(PinPolicy policy) {
        return Linchpin.builder()
                .policy(policy)
                .trustedCertificates(List.of(ROOT.certificate()))
                .build();
    }

    static Linchpin linchpin(TestCertificate pinned) {
        return linchpin(pinning(HOST, pinned));
    }

    static TlsServer serve(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented()).start();
    }

    /** What a server is made of that the gauntlet does not have. */
    static KeyStore keys(TestCertificate leaf) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, new char[0]);
        Certificate[] chain =
                leaf.presented().stream().map(TestCertificate::certificate).toArray(Certificate[]::new);
        keys.setKeyEntry("leaf", leaf.key().privateKey(), new char[0], chain);
        return keys;
    }

    static void assertMismatch(ClientMode.Client client, URI uri) {
        assertMismatch(client, null, uri);
    }

    static void assertMismatch(ClientMode.Client client, @Nullable HttpHost target, URI uri) {
        Exception refusal = assertThrows(Exception.class, () -> client.get(target, uri));
        assertTrue(PinMismatchException.in(refusal).isPresent(), () -> "no PinMismatchException in " + refusal);
    }

    /** Refused, but for another reason than pins. */
    static Exception assertRefused(ClientMode.Client client, URI uri) {
        return assertRefused(client, null, uri);
    }

    static Exception assertRefused(ClientMode.Client client, @Nullable HttpHost target, URI uri) {
        Exception refusal = assertThrows(Exception.class, () -> client.get(target, uri));
        assertTrue(PinMismatchException.in(refusal).isEmpty(), () -> "refused for its pins: " + refusal);
        return refusal;
    }

    static void assertNothingReceived(TlsServer server) {
        assertEquals(0, server.requestBytes());
    }

    static void assertNobodyCame(ServerSocket listener) throws IOException {
        listener.setSoTimeout(1);
        assertThrows(SocketTimeoutException.class, listener::accept);
    }
}
