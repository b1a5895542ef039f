package dev.linchpin;

import dev.linchpin.chain.PathWitness;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Adds the pin policy to a trust manager: a server is trusted if the delegate trusts it, with all its checks of chain and
 * host name, <em>and</em> the policy accepts it. Made by {@link Linchpin}; safe for use by several threads.
 *
 * <p>The host comes from the handshake itself ({@link SSLSession#getPeerHost}), and with it the server names that the client asks for.
 * Each that a rule covers has to be on the certificate, even if the delegate does not look at names. Where there is none – the
 * overload without socket or engine, a socket or engine made without a host – the server is refused with a
 * {@link PeerIdentityException}: no check is skipped for want of a name.
 *
 * <p>JSSE asks no trust manager when a session is resumed: {@link Linchpin#trustManager} says what follows from that.
 *
 * <p>Clients (on the server side of TLS) are left to the delegate.
 */
public final class PinningTrustManager extends X509ExtendedTrustManager {
    private static final String NO_HANDSHAKE =
            "the TLS client shows a certificate without its handshake, so nobody knows for which"
                    + " host; expected checkServerTrusted(chain, authType, engine) or (…, socket) of X509ExtendedTrustManager,"
                    + " with the SSLEngine or SSLSocket that is shaking hands";

    private final Trust trust;
    private final X509ExtendedTrustManager delegate;
    private final Enforcer enforcer;
    private final Supplier<Generation> current;

    PinningTrustManager(Trust trust, Enforcer enforcer, Supplier<Generation> current) {
        this.trust = trust;
        this.delegate = trust.trustManager();
        this.enforcer = enforcer;
        this.current = current;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        Handshake handshake = Handshake.on(socket, portable(authType));
        handshake.ask(delegate, chain);
        if (!(socket instanceof SSLSocket tls)) {
            throw new PeerIdentityException(NO_HANDSHAKE);
        }
        enforce(chain, tls.getHandshakeSession(), tls.getSSLParameters(), trust.in(handshake));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Handshake handshake = Handshake.on(engine, portable(authType));
        handshake.ask(delegate, chain);
        if (engine == null) {
            throw new PeerIdentityException(NO_HANDSHAKE);
        }
        enforce(chain, engine.getHandshakeSession(), engine.getSSLParameters(), trust.in(handshake));
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

    private void enforce(
            X509Certificate[] chain, @Nullable SSLSession session, SSLParameters parameters, PathWitness witness)
            throws CertificateException {
        if (session == null) {
            throw new PeerIdentityException(NO_HANDSHAKE);
        }
        enforcer.enforce(current.get(), PeerNames.of(session, parameters), List.of(chain), witness);
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
