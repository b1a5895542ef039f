package dev.linchpin.jetty;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.Hostname;
import java.util.concurrent.Future;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.jspecify.annotations.Nullable;

/**
 * Judges what the trust manager never sees: resumed sessions at the end of the handshake, and every request before its first
 * byte. A bean of the client, which at each start puts itself back into whatever {@code HttpClient.stop} has cleared.
 */
final class PolicyGuard
        implements HttpClient.Aware, SslHandshakeListener, Request.QueuedListener, Request.BeginListener {
    private final Linchpin linchpin;
    private final Peers peers;
    private final PinnedTls tls;
    private final ProxyConfiguration proxies;

    PolicyGuard(Linchpin linchpin, Peers peers, PinnedTls tls, ProxyConfiguration proxies) {
        this.linchpin = linchpin;
        this.peers = peers;
        this.tls = tls;
        this.proxies = proxies;
    }

    @Override
    public void setHttpClient(HttpClient client) {
        if (client.getSslContextFactory() != tls) {
            throw new IllegalStateException(
                    "the SslContextFactory was replaced after the pin policy was installed, expected"
                            + " setSslContextFactory before install");
        }
        tls.requireHarmlessSettings();
        HttpClientTransport transport = TcpOnly.require(client);
        transport.setConnectionPoolFactory(GenerationPool.over(transport.getConnectionPoolFactory(), linchpin, peers));
        client.getProtocolHandlers().put(new SecureRedirects(client));
        client.getRequestListeners().addQueuedListener(this);
        client.getRequestListeners().addBeginListener(this);
    }

    /**
     * Before this returns, nothing but the handshake has been sent, not even the preface of HTTP/2. Nor is anything after it has
     * thrown: until Jetty closes the connection, another thread may be about to write on it.
     */
    @Override
    public void handshakeSucceeded(Event event) throws SSLException {
        SSLEngine engine = event.getSSLEngine();
        try {
            linchpin.check(engine.getPeerHost(), engine.getSession());
        } catch (SSLPeerUnverifiedException refusal) {
            throw refused(engine, refusal);
        } catch (RuntimeException e) {
            // Jetty takes only an SSLException for a refusal.
            SSLPeerUnverifiedException refusal = new SSLPeerUnverifiedException("the peer's pins could not be checked");
            refusal.initCause(e);
            throw refused(engine, refusal);
        }
    }

    private SSLPeerUnverifiedException refused(SSLEngine engine, SSLPeerUnverifiedException refusal) {
        engine.closeOutbound();
        peers.handshakes().fail(engine, refusal);
        return refusal;
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        peers.handshakes().fail(event.getSSLEngine(), failure);
    }

    /** Before there is a connection: HTTP/2 in clear text would begin it with bytes of its own. */
    @Override
    public void onQueued(Request request) {
        if (isClearText(request)) {
            onBegin(request);
        }
    }

    /**
     * Nobody listens to what a server pushes, and Jetty resets such streams: the response would be one for a host that this
     * connection was never judged for (RFC 9113 §8.4.1 asks the client to check the server's authority over it).
     */
    @Override
    public void onBegin(Request request) {
        request.onPush((asked, promised) -> null);
        try {
            check(request);
        } catch (SSLPeerUnverifiedException | RuntimeException refusal) {
            // Jetty would only log an exception.
            Future<?> unused = request.abort(refusal);
        }
    }

    private void check(Request request) throws SSLPeerUnverifiedException {
        if (isTunnel(request)) {
            return;
        }
        String host = request.getHost();
        if (isClearText(request)) {
            linchpin.check(host, null);
            return;
        }
        SSLEngine engine = engine(request.getConnection());
        if (engine == null) {
            linchpin.check(host, session(request.getConnection()));
        } else if (linchpin.adapterTls().hasAccepted(host, engine.getSession())) {
            return;
        } else if (isEstablished(engine.getSession())) {
            linchpin.check(host, engine.getSession());
        } else if (isFor(host, engine)) {
            // handshakeSucceeded judges the peer, for this host.
            peers.handshakes().await(engine, request);
        } else {
            linchpin.check(host, engine.getSession());
            throw new SSLPeerUnverifiedException("the connection is to " + engine.getPeerHost()
                    + " and its handshake is still to come, expected no request for " + host + " on it");
        }
    }

    private static boolean isClearText(Request request) {
        return !HttpScheme.isSecure(request.getScheme());
    }

    /** CONNECT carries nothing of a request; whom it leads to is seen in the handshake that follows. */
    private boolean isTunnel(Request request) {
        return HttpMethod.CONNECT.is(request.getMethod())
                && proxies.getProxies().stream()
                        .anyMatch(proxy -> proxy.getAddress().getHost().equalsIgnoreCase(request.getHost()));
    }

    private @Nullable SSLEngine engine(Connection connection) {
        Peers.Peer peer = peers.behind(connection);
        if (peer != null) {
            return peer.engine();
        }
        boolean tls =
                connection instanceof org.eclipse.jetty.io.Connection io && io.getEndPoint() instanceof SslEndPoint;
        return tls
                ? ((SslEndPoint) ((org.eclipse.jetty.io.Connection) connection).getEndPoint())
                        .getSslConnection()
                        .getSSLEngine()
                : null;
    }

    private static @Nullable SSLSession session(Connection connection) {
        EndPoint.SslSessionData data = connection.getSslSessionData();
        return data == null ? null : data.sslSession();
    }

    private static boolean isEstablished(SSLSession session) {
        try {
            return session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }

    /** An application may send a request for one host on a connection that it has opened to another. */
    private static boolean isFor(String host, SSLEngine engine) {
        return Hostname.parse(host).toString().equals(engine.getPeerHost());
    }
}
