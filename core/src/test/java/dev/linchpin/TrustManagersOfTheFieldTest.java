package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.verdict.MismatchReason;
import dev.linchpin.verdict.PinVerdict;
import java.io.IOException;
import java.net.Socket;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trust managers that are not the JDK's, as applications have them. */
class TrustManagersOfTheFieldTest {
    private static final String HOST = "api.linchpin.test";

    private final TestCertificate root = TestCertificate.root("Linchpin Root");
    private final TestCertificate leaf = root.intermediate("Linchpin Issuing").leaf(HOST);
    private final TestCertificate newRoot = TestCertificate.root("New Root");
    private final TestCertificate newLeaf = newRoot.intermediate("New Issuing").leaf(HOST);

    static Stream<Supplier<X509Certificate @Nullable []>> silences() {
        return Stream.of(() -> null, () -> new X509Certificate[0], () -> new X509Certificate[] {null});
    }

    /** A trust manager that asks a service of its own need not know its authorities. Who pins leaves needs no path. */
    @ParameterizedTest
    @MethodSource("silences")
    void pins_leaves_where_no_trust_anchor_is_named(Supplier<X509Certificate @Nullable []> issuers) throws Exception {
        Reloading trust = new Reloading(root, issuers);
        try (TlsServer server = serve(leaf)) {
            Connection.open(pinning(trust, leaf), HOST, server);
            assertRefused(MismatchReason.NO_TRUST_ANCHORS, pinning(trust, root), server);
        }
    }

    /** In a running process, a trust store is replaced by another one. */
    @Test
    void follows_trust_anchors_that_are_loaded_later() throws Exception {
        Reloading trust = new Reloading(root);
        Linchpin linchpin = Linchpin.builder()
                .trustManager(trust)
                .policy(TestPolicies.pin("**.linchpin.test", newRoot.pin()))
                .build();
        try (TlsServer server = serve(newLeaf)) {
            assertThrows(IOException.class, () -> Connection.open(linchpin, HOST, server));
            trust.load(newRoot);
            Connection.open(linchpin, HOST, server);
        }
    }

    /**
     * <pre>
     *   leaf ←── issuing ←── NEW ROOT
     *               └─────── ROOT*, no longer trusted
     * </pre>
     *
     * What was found a moment ago leads to a trust anchor that is none any more.
     */
    @Test
    void forgets_paths_to_trust_anchors_that_were_removed() throws Exception {
        TestCertificate issuing = root.intermediate("Issuing");
        TestCertificate cross =
                CertificateDraft.authority("Issuing").key(issuing.key()).signedBy(newRoot);
        TestCertificate end = issuing.leaf(HOST);
        Reloading trust = new Reloading(root);
        Linchpin linchpin = pinning(trust, root);
        try (TlsServer server =
                TlsServer.builder().present(List.of(end, issuing, cross)).start()) {
            Connection.open(linchpin, HOST, server);
            trust.load(newRoot);
            linchpin.replacePolicy(linchpin.policy()); // So that no session is resumed, which would ask nobody.
            assertRefused(MismatchReason.NO_PINNED_CERTIFICATE, linchpin, server);
        }
    }

    /** FIPS platforms make a key store the default type that holds no certificates, or none at all. */
    @Test
    void keeps_trust_anchors_whatever_key_stores_the_platform_has() throws Exception {
        String type = Security.getProperty("keystore.type");
        Security.setProperty("keystore.type", "no-such-type");
        try (TlsServer server = serve(leaf)) {
            Linchpin linchpin = TestPolicies.trusting(root)
                    .policy(TestPolicies.pin(HOST, root.pin()))
                    .build();
            Connection.open(linchpin, HOST, server);
        } finally {
            Security.setProperty("keystore.type", type);
        }
    }

    private static Linchpin pinning(X509ExtendedTrustManager trust, TestCertificate pinned) {
        return Linchpin.builder()
                .trustManager(trust)
                .policy(TestPolicies.pin(HOST, pinned.pin()))
                .build();
    }

    private static void assertRefused(MismatchReason reason, Linchpin linchpin, TlsServer server) {
        IOException e = assertThrows(IOException.class, () -> Connection.open(linchpin, HOST, server));
        PinVerdict verdict = PinMismatchException.find(e).orElseThrow().verdict();
        assertEquals(
                reason, assertInstanceOf(PinVerdict.Mismatch.class, verdict).reason());
        String text = PinMismatchException.find(e).orElseThrow().getMessage();
        assertTrue(text.startsWith("Certificate pinning failure for " + HOST), text);
    }

    private static TlsServer serve(TestCertificate leaf) throws IOException {
        return TlsServer.builder().present(leaf.presented()).start();
    }

    /** Passes every question on to the JDK's trust manager for the store that was loaded last. */
    private static final class Reloading extends X509ExtendedTrustManager {
        private final AtomicReference<X509ExtendedTrustManager> current = new AtomicReference<>();
        private final Supplier<X509Certificate @Nullable []> issuers;

        Reloading(TestCertificate root) {
            this.issuers = () -> current.get().getAcceptedIssuers();
            load(root);
        }

        Reloading(TestCertificate root, Supplier<X509Certificate @Nullable []> issuers) {
            this.issuers = issuers;
            load(root);
        }

        void load(TestCertificate root) {
            current.set(OwnTrustManager.blocking(OwnTrustManager.anchors(root)));
        }

        @Override
        public X509Certificate @Nullable [] getAcceptedIssuers() {
            return issuers.get();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            current.get().checkServerTrusted(chain, authType, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            current.get().checkServerTrusted(chain, authType, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            current.get().checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            current.get().checkClientTrusted(chain, authType, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            current.get().checkClientTrusted(chain, authType, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            current.get().checkClientTrusted(chain, authType);
        }
    }
}
