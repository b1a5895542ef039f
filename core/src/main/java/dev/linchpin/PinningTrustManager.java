package dev.linchpin;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Adds the pin policy to a trust manager: a server is trusted if the delegate trusts it, with all its checks of chain and
 * host name, <em>and</em> the policy accepts it. Made by {@link Linchpin}; safe for use by several threads.
 *
 * <p>The host comes from the handshake itself ({@link SSLSession#getPeerHost}). Where there is none – the overload without
 * socket or engine, a socket or engine made without a host – the server is refused: no check is skipped for want of a name.
 *
 * <p>Clients (on the server side of TLS) are left to the delegate.
 */
public final class PinningTrustManager extends X509ExtendedTrustManager {
    private static final String NO_HANDSHAKE =
            "the TLS client shows a certificate without its handshake, so nobody knows for which"
                    + " host; expected checkServerTrusted(chain, authType, engine) or (…, socket) of X509ExtendedTrustManager,"
                    + " with the SSLEngine or SSLSocket that is shaking hands";
    private static final String NO_HOST =
            "the TLS client does not say which host it connects to, so the peer's pins cannot be"
                    + " checked; expected createSSLEngine(host, port), or createSocket(socket, host, port, true)";

    private final Trust trust;
    private final X509ExtendedTrustManager delegate;
    private final Enforcer enforcer;

    PinningTrustManager(Trust trust, Enforcer enforcer) {
        this.trust = trust;
        this.delegate = trust.trustManager();
        this.enforcer = enforcer;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
        enforce(chain, Handshake.on(socket, portable(authType)), session);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        SSLSession session = engine == null ? null : engine.getHandshakeSession();
        enforce(chain, Handshake.on(engine, portable(authType)), session);
    }

    /**
     * Refuses, always: without a handshake there is no host to check pins for.
     *
     * @throws PeerIdentityException unless the delegate has refused the chain already
     */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkServerTrusted(chain, portable(authType));
        throw new PeerIdentityException(NO_HANDSHAKE);
    }

    private void enforce(X509Certificate[] chain, Handshake handshake, @Nullable SSLSession session)
            throws CertificateException {
        handshake.ask(delegate, chain);
        if (session == null) {
            throw new PeerIdentityException(NO_HANDSHAKE);
        }
        if (session.getPeerHost() == null) {
            throw new PeerIdentityException(NO_HOST);
        }
        enforcer.enforce(session.getPeerHost(), List.of(chain), trust.in(handshake));
    }

    /**
     * Conscrypt calls every TLS 1.3 key exchange {@code GENERIC}, a word that the JDK's trust manager does not know; both
     * know {@code UNKNOWN} (google/conscrypt#1033).
     */
    private static String portable(String authType) {
        return "GENERIC".equals(authType) ? "UNKNOWN" : authType;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
