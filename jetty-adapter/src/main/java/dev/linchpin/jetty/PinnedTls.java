package dev.linchpin.jetty;

import dev.linchpin.Linchpin;
import dev.linchpin.policy.Hostname;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.io.ssl.SslClientConnectionFactory.SslEngineFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes every TLS engine of the client: from Linchpin's context, for the true host, with that host's name to be verified. The
 * engines are guarded: some providers put the end of a handshake and the first bytes of the request into one packet, which Jetty
 * sends before it tells anybody that the handshake is over. The user's own factory adds its settings.
 */
final class PinnedTls extends SslContextFactory.Client implements SslEngineFactory {
    private static final String HTTPS = "HTTPS";

    private final Linchpin linchpin;
    private final Peers peers;
    private final ContextKeys keys;
    private final SslContextFactory.@Nullable Client chosen;

    private PinnedTls(Linchpin linchpin, Peers peers, ContextKeys keys, SslContextFactory.@Nullable Client chosen) {
        this.linchpin = linchpin;
        this.peers = peers;
        this.keys = keys;
        this.chosen = chosen;
    }

    /** @param chosen the user's factory, if there is one */
    static PinnedTls of(Linchpin linchpin, Peers peers, ContextKeys keys, SslContextFactory.@Nullable Client chosen) {
        PinnedTls tls = new PinnedTls(linchpin, peers, keys, chosen);
        if (chosen != null) {
            if (!chosen.isStopped()) {
                throw new IllegalStateException("the SslContextFactory is started already, expected one that is not");
            }
            if (chosen instanceof SslEngineFactory) {
                throw new IllegalStateException(
                        "the SslContextFactory makes its own engines, or is that of another client"
                                + " with a pin policy, expected a plain SslContextFactory.Client for each client");
            }
        }
        tls.requireHarmlessSettings();
        tls.setSslContext(linchpin.adapterTls().context());
        if (chosen != null) {
            chosen.setSslContext(linchpin.adapterTls().context());
            tls.installBean(chosen);
        }
        return tls;
    }

    /** Throws {@link IllegalStateException} if what the user has set would weaken the policy, or could not be honoured. */
    void requireHarmlessSettings() {
        SslContextFactory.Client settings = settings();
        require(!settings.isTrustAll(), "trusts all certificates", "setTrustAll(false)");
        require(
                HTTPS.equals(settings.getEndpointIdentificationAlgorithm()),
                "does not verify host names",
                "setEndpointIdentificationAlgorithm(\"HTTPS\")");
        require(
                settings.isSessionCachingEnabled(),
                "disables session caching, for which Jetty makes engines that do not know their host",
                "setSessionCachingEnabled(true)");
        require(
                isOfLinchpin(settings.getSslContext()),
                "has an SSLContext of its own",
                "none, and Linchpin.builder().trustManager(…).keyManagers(…)");
        require(
                settings.getTrustStore() == null && settings.getTrustStoreResource() == null,
                "has a trust store",
                "none, and Linchpin.builder().trustedCertificates(…) or .trustManager(…)");
        require(
                settings.getKeyStore() == null && settings.getKeyStoreResource() == null,
                "has a key store",
                "none, and Linchpin.builder().keyManagers(…)");
        require(settings.getProvider() == null, "names a provider", "none, and Linchpin.builder().provider(…)");
    }

    private boolean isOfLinchpin(@Nullable SSLContext context) {
        return context == null || context == linchpin.adapterTls().context() || context == linchpin.sslContext();
    }

    private static void require(boolean harmless, String finding, String expected) {
        if (!harmless) {
            throw new IllegalStateException("the SslContextFactory " + finding + ", expected " + expected);
        }
    }

    private SslContextFactory.Client settings() {
        return chosen == null ? this : chosen;
    }

    @Override
    public SSLEngine newSslEngine(String host, int port, Map<String, Object> context) {
        requireHarmlessSettings();
        long generation = linchpin.generation();
        Origin.Address peer = peer(context);
        String name = Hostname.parse(peer.getHost()).toString();
        SSLEngine engine = linchpin.sslContext().createSSLEngine(name, peer.getPort());
        settings().customize(engine);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(HTTPS);
        engine.setSSLParameters(parameters);
        peers.expect(context, new Peers.Peer(engine, generation));
        return engine;
    }

    /**
     * Who is to be at the other end: the origin, whatever address its name was resolved to. Only the outer one of the two
     * handshakes through a TLS proxy is with the proxy; the inner one has an address that nobody has resolved.
     */
    private Origin.Address peer(Map<String, Object> context) {
        Destination destination = keys.destination(context);
        ProxyConfiguration.Proxy proxy = destination.getProxy();
        return proxy != null && proxy.isSecure() && keys.isResolved(context)
                ? proxy.getAddress()
                : destination.getOrigin().getAddress();
    }

    /** What Jetty calls for addresses without a host name or IP address, such as Unix domain sockets. */
    @Override
    public SSLEngine newSSLEngine() {
        throw new IllegalStateException("pins cannot be checked without a host, expected an Internet address");
    }

    @Override
    public boolean isRenegotiationAllowed() {
        return chosen == null ? super.isRenegotiationAllowed() : chosen.isRenegotiationAllowed();
    }

    @Override
    public int getRenegotiationLimit() {
        return chosen == null ? super.getRenegotiationLimit() : chosen.getRenegotiationLimit();
    }

    @Override
    public HostnameVerifier getHostnameVerifier() {
        return chosen == null ? super.getHostnameVerifier() : chosen.getHostnameVerifier();
    }
}
