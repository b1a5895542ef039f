package dev.linchpin;

import java.net.Socket;
import java.security.AlgorithmConstraints;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * In which terms a trust manager is asked about a chain: what it makes of a socket or engine (TLS algorithm constraints, stapled
 * OCSP responses, the host) it makes of it for every chain that is asked about in the same handshake.
 */
interface Handshake {
    /**
     * Puts a chain to a trust manager.
     *
     * @throws CertificateException if it is not trusted
     */
    void ask(X509ExtendedTrustManager trustManager, X509Certificate[] chain) throws CertificateException;

    /** What an answer depends on beside the chain: equal for handshakes with one host under the same constraints. */
    Object conditions();

    static Handshake on(Socket socket, String authType) {
        return new Handshake() {
            @Override
            public void ask(X509ExtendedTrustManager trustManager, X509Certificate[] chain)
                    throws CertificateException {
                trustManager.checkServerTrusted(chain, authType, socket);
            }

            @Override
            public Object conditions() {
                return socket instanceof SSLSocket tls
                        ? new Conditions(
                                hostOf(tls.getHandshakeSession()),
                                tls.getSSLParameters().getAlgorithmConstraints())
                        : new Conditions(null, null);
            }
        };
    }

    static Handshake on(SSLEngine engine, String authType) {
        return new Handshake() {
            @Override
            public void ask(X509ExtendedTrustManager trustManager, X509Certificate[] chain)
                    throws CertificateException {
                trustManager.checkServerTrusted(chain, authType, engine);
            }

            @Override
            public Object conditions() {
                return new Conditions(
                        hostOf(engine.getHandshakeSession()),
                        engine.getSSLParameters().getAlgorithmConstraints());
            }
        };
    }

    /** One that is over: the session speaks for it. */
    static Handshake over(SSLSession session, @Nullable AlgorithmConstraints constraints) {
        return on(new SessionEngine(session, constraints), SessionEngine.authType(session));
    }

    private static @Nullable String hostOf(@Nullable SSLSession session) {
        return session == null ? null : session.getPeerHost();
    }

    /** As said in {@link #conditions}. */
    record Conditions(@Nullable String host, @Nullable AlgorithmConstraints constraints) {}
}
