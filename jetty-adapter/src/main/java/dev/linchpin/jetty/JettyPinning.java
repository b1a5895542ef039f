package dev.linchpin.jetty;

import dev.linchpin.Linchpin;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Makes Jetty's {@link HttpClient} obey a pin policy: on every connection and for every request, over HTTP/1.1, HTTP/2 and
 * the dynamic transport that negotiates between them. For Jetty 12.0, from 12.0.15 on, and 12.1; all of its artifacts must be of
 * one version.
 *
 * <pre>{@code
 * HttpClient client = JettyPinning.install(linchpin, new HttpClient());
 * client.start();
 * }</pre>
 *
 * <p>Beyond the handshake, this is what the client then does:
 *
 * <ul>
 *   <li>After {@link Linchpin#replacePolicy} no request that begins later goes out on a connection that an older policy
 *       accepted; requests under way end in peace.
 *   <li>A request in clear text to a listed host is refused, and so is a redirect from https to http, to whichever host.
 *   <li>The peer must be the host of the request's origin, whatever a {@code SocketAddressResolver} makes of it.
 * </ul>
 *
 * <p>A refusal fails the request with an {@code ExecutionException}, or {@code Result.getFailure()}, in which
 * {@link dev.linchpin.PinMismatchException#in} finds the verdict. No byte of the request has been sent then.
 */
public final class JettyPinning {
    private JettyPinning() {}

    /**
     * Installs the policy, whole or not at all.
     *
     * <p>The client's {@link SslContextFactory.Client}, if one is set, keeps its say in protocol versions, cipher suites, SNI
     * and renegotiation. Trust and client certificates are Linchpin's: whatever it configures of them is refused. Change its
     * settings through the object that you have set, not through {@code client.getSslContextFactory()}, which is another
     * one from now on.
     *
     * @param client not started yet; not to be used by several threads until it is
     * @return the same client
     * @throws IllegalStateException if Jetty is older than 12.0.15, or there are two versions or copies of it on the class path; if
     *     the client is started or has a policy already; if its transport is not one of the three (above all HTTP/3, which verifies
     *     certificates outside Java and asks no trust manager); or if its SslContextFactory would weaken or evade the policy. What is
     *     changed to that effect later makes {@code start} fail, or each new connection
     */
    public static HttpClient install(Linchpin linchpin, HttpClient client) {
        SupportedClient.require();
        ContextKeys keys = ContextKeys.ofThisJetty();
        if (!client.isStopped()) {
            throw new IllegalStateException("the HttpClient is started already, expected install before start");
        }
        if (client.getBean(PolicyGuard.class) != null) {
            throw new IllegalStateException("the HttpClient has a pin policy already, expected one install per client");
        }
        TcpOnly.require(client);
        Peers peers = new Peers(keys);
        PinnedTls tls = PinnedTls.of(linchpin, peers, keys, client.getSslContextFactory());
        client.setSslContextFactory(tls);
        client.addBean(new PolicyGuard(linchpin, peers, tls, client.getProxyConfiguration()));
        return client;
    }
}
