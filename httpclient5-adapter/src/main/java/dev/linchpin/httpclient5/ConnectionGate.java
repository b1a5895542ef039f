package dev.linchpin.httpclient5;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.Hostname;
import java.io.IOException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RedirectException;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The questions that one client asks about its connections, and, as its last request interceptor, about each request
 * before the first byte is written.
 */
final class ConnectionGate implements HttpRequestInterceptor {
    static final HostnameVerifier HOST_NAMES = HttpsSupport.getDefaultHostnameVerifier();

    private static final String ADMITTED_BY = "dev.linchpin.httpclient5.admitted-by";
    private static final String CLEAR_EXCHANGE = "dev.linchpin.httpclient5.clear-exchange";

    private final Linchpin linchpin;
    private final Installation installation = new Installation();

    ConnectionGate(Linchpin linchpin) {
        this.linchpin = linchpin;
    }

    Installation installation() {
        return installation;
    }

    /**
     * Records that our TLS strategy verified this session.
     *
     * @throws SSLException if no client asks before each request
     */
    void admit(SSLSession session) throws SSLException {
        try {
            installation.requireClient();
        } catch (IllegalStateException e) {
            throw new SSLException(e.getMessage(), e);
        }
        session.putValue(ADMITTED_BY, linchpin);
    }

    /**
     * Called for a connection that is about to be made, when {@link #judge} has had its say.
     *
     * @throws IllegalStateException if it would carry clear text to a listed host, which {@link #judge} does not let through
     */
    void requireProtected(HttpHost target) {
        if (!isSecure(target.getSchemeName()) && !accepted(target.getHostName(), null)) {
            throw new IllegalStateException(
                    "A connection in clear text to " + target + " was asked for by a client that does"
                            + " not ask before each request: one HttpClient5Pinning serves one client, both its connections and its"
                            + " client");
        }
    }

    /**
     * Whether a connection must be replaced before it carries a request: if the policy in force refuses its peer, or if it
     * was renegotiated, which TLS 1.2 allows below HTTP/2 (RFC 9113 §9.2.1) and which makes a session that nobody admitted.
     * Says nothing of what a new connection would not make better: {@link #process} refuses that.
     */
    boolean outdated(HttpRoute route, @Nullable EndpointInfo endpoint) {
        SSLSession session = endpoint == null ? null : endpoint.getSslSession();
        if (endpoint == null || session == null || linchpin.adapterTls().hasAccepted(nameOf(route), session)) {
            return false;
        }
        return admitted(session)
                ? !accepted(nameOf(route), session)
                : endpoint.getProtocol().lessEquals(HttpVersion.HTTP_1_1);
    }

    /**
     * Judges what needs no connection: clear text, which a listed host never gets, and a redirect to {@code http} in an exchange that was
     * not in clear text from its first hop on. Those that are, are few: they leave a mark, so that the others need none.
     */
    void judge(HttpRoute route, String exchangeId, HttpClientContext context) throws IOException, HttpException {
        installation.requireConnections();
        boolean marked = exchangeId.equals(context.getAttribute(CLEAR_EXCHANGE));
        if (isSecure(route.getTargetHost().getSchemeName())) {
            if (marked) {
                context.removeAttribute(CLEAR_EXCHANGE);
            }
            return;
        }
        if (!marked && isRedirected(context)) {
            throw new RedirectException("Refused to follow a redirect to " + route.getTargetHost()
                    + ": the exchange was not in clear text from the start, and must not go on in it");
        }
        context.setAttribute(CLEAR_EXCHANGE, exchangeId);
        linchpin.check(nameOf(route), null);
    }

    /** What HttpClient has followed so far it forgets when an exchange begins. */
    private static boolean isRedirected(HttpClientContext context) {
        RedirectLocations followed = context.getRedirectLocations();
        return followed != null && followed.size() > 0;
    }

    @Override
    public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) throws IOException {
        URIAuthority authority = request.getAuthority();
        String host = authority == null ? null : authority.getHostName();
        // A request in clear text may reach a proxy over TLS: what goes on from there is not protected.
        SSLSession session =
                isSecure(request.getScheme()) ? HttpClientContext.cast(context).getSSLSession() : null;
        if (linchpin.adapterTls().hasAccepted(host, session)) {
            return; // This very session has been checked for this host, its name and its pins.
        }
        if (session != null && !admitted(session)) {
            throw new SSLException("The TLS connection to " + host + " was not made by the TLS strategy of"
                    + " HttpClient5Pinning: a connection manager, a TLS strategy or another Linchpin was set on a builder"
                    + " after it");
        }
        if (session != null) {
            verifyName(host, session);
        }
        linchpin.check(host, session);
    }

    static String canonical(String host) throws SSLPeerUnverifiedException {
        try {
            return Hostname.parse(host).toString();
        } catch (IllegalArgumentException e) {
            SSLPeerUnverifiedException refusal = new SSLPeerUnverifiedException(e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static void verifyName(@Nullable String host, SSLSession session) throws SSLPeerUnverifiedException {
        if (host == null || !HOST_NAMES.verify(canonical(host), session)) {
            throw new SSLPeerUnverifiedException("The certificate of the connection is not valid for " + host);
        }
    }

    private boolean admitted(SSLSession session) {
        return session.getValue(ADMITTED_BY) == linchpin;
    }

    private boolean accepted(String host, @Nullable SSLSession session) {
        try {
            return linchpin.verdict(host, session).accepted();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isSecure(@Nullable String scheme) {
        return URIScheme.HTTPS.same(scheme);
    }

    /** Whom TLS addresses: HttpClient prefers the authority of the request to the host it connects to. */
    private static String nameOf(HttpRoute route) {
        NamedEndpoint name = route.getTargetName();
        return (name == null ? route.getTargetHost() : name).getHostName();
    }
}
