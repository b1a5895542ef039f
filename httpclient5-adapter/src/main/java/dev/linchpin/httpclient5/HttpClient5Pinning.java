package dev.linchpin.httpclient5;

import dev.linchpin.Linchpin;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.function.Resolver;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.config.H2Config;

/**
 * Makes an Apache HttpClient 5 enforce the policy of a {@link Linchpin}: classic, asynchronous (HTTP/1.1 and negotiated
 * HTTP/2) and HTTP/2-only clients, of its versions 5.4.4 to 5.6.
 *
 * <p>One call of {@code install} installs everything. Host names are verified in every mode, by JSSE and by HttpClient. Every
 * request, each hop of a redirect included, is judged under its own host before its first byte: on new, resumed, pooled and
 * multiplexed connections, and on clear-text ones, which a listed host never has. A pooled connection whose peer the policy in
 * force refuses is closed and a new one is opened in its place, so that a server with a rotated key is reachable at once. A
 * redirect from {@code https} to {@code http} fails with a {@link org.apache.hc.client5.http.RedirectException}. Servers may
 * not push.
 *
 * <p>Where a framework builds connection manager and client and lets the application customise both builders, as Spring Boot
 * does, each gets its half from one object:
 *
 * <pre>{@code
 * HttpClient5Pinning pinning = HttpClient5Pinning.of(linchpin);
 * CloseableHttpClient client = pinning.client(HttpClientBuilder.create())
 *         .setConnectionManager(
 *                 pinning.connections(PoolingHttpClientConnectionManagerBuilder.create()).build())
 *         .build();
 * }</pre>
 *
 * A client that has only one half fails at its first request, with an {@link IllegalStateException} that names the other.
 *
 * <p>A refusal reaches the caller as a {@link javax.net.ssl.SSLException}, or another {@link java.io.IOException} that
 * the JSSE provider prefers, inside the {@link java.util.concurrent.ExecutionException} of an asynchronous client;
 * {@link dev.linchpin.PinMismatchException#in} finds the verdict in any of them.
 *
 * <p>The connection manager or TLS strategy set here is the only one that the client accepts. If another one is set on the
 * builder later, every TLS request fails with a sentence that says so.
 *
 * <p>Thread-safe. The builders are those of HttpClient, and are not.
 */
public final class HttpClient5Pinning {
    private static final String ELEMENT = "LINCHPIN";
    private static final Resolver<HttpHost, TlsConfig> USED_UP = target -> {
        throw new IllegalStateException(Installation.USED_UP);
    };

    private final Linchpin linchpin;
    private final ConnectionGate gate;
    private final TlsConfig tls;
    private final H2Config http2;

    private HttpClient5Pinning(Linchpin linchpin, TlsConfig tls, H2Config http2) {
        this.linchpin = linchpin;
        this.gate = new ConnectionGate(linchpin);
        this.tls = tls;
        this.http2 = http2;
    }

    /**
     * An installation in two halves, for one client, or for all that one builder of a framework makes.
     *
     * @throws IllegalStateException if there are two copies of HttpClient or HttpCore on the class path, or one of a version that this
     *     adapter was not made for; so does every {@code install}
     * @see #connections(PoolingHttpClientConnectionManagerBuilder)
     * @see #client(HttpClientBuilder)
     */
    public static HttpClient5Pinning of(Linchpin linchpin) {
        // Every installation begins here, install's too, before anything that only some versions of HttpClient have is
        // linked.
        SupportedClient.require();
        return new HttpClient5Pinning(linchpin, TlsConfig.DEFAULT, H2Config.DEFAULT);
    }

    /**
     * Another installation, whose half of the connections has this TLS configuration. In a builder of connection managers it
     * would be replaced.
     */
    public HttpClient5Pinning with(TlsConfig tls) {
        return new HttpClient5Pinning(linchpin, tls, http2);
    }

    /**
     * Another installation, for asynchronous clients with this configuration of HTTP/2, whatever it says of server push. In a
     * builder of clients it would be replaced.
     */
    public HttpClient5Pinning with(H2Config http2) {
        return new HttpClient5Pinning(linchpin, tls, http2);
    }

    /**
     * Installs the policy in a classic client with default connection settings.
     *
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpClientBuilder install(Linchpin linchpin, HttpClientBuilder client) {
        return install(linchpin, client, PoolingHttpClientConnectionManagerBuilder.create());
    }

    /**
     * Installs the policy in a classic client.
     *
     * @param connections the settings of its connection manager, which is built here; a TLS strategy in it is replaced. It is
     *     used up: a client whose connection manager is built from it again fails at its first request
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpClientBuilder install(
            Linchpin linchpin, HttpClientBuilder client, PoolingHttpClientConnectionManagerBuilder connections) {
        HttpClient5Pinning pinning = of(linchpin);
        ManagerInBuilder.requireNone(client);
        client.setConnectionManager(
                connections.setTlsSocketStrategy(pinning.socketStrategy()).build());
        connections.setTlsConfigResolver(USED_UP);
        return pinning.client(client);
    }

    /**
     * Installs the policy in an asynchronous client with default connection settings. A configuration of HTTP/2 in its builder
     * is replaced.
     *
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpAsyncClientBuilder install(Linchpin linchpin, HttpAsyncClientBuilder client) {
        return install(linchpin, client, PoolingAsyncClientConnectionManagerBuilder.create());
    }

    /**
     * Installs the policy in an asynchronous client. A configuration of HTTP/2 in its builder is replaced.
     *
     * @param connections the settings of its connection manager, which is built here; a TLS strategy in it is replaced. It is
     *     used up: a client whose connection manager is built from it again fails at its first request
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpAsyncClientBuilder install(
            Linchpin linchpin, HttpAsyncClientBuilder client, PoolingAsyncClientConnectionManagerBuilder connections) {
        HttpClient5Pinning pinning = of(linchpin);
        ManagerInBuilder.requireNone(client);
        client.setConnectionManager(
                connections.setTlsStrategy(pinning.strategy()).build());
        connections.setTlsConfigResolver(USED_UP);
        return pinning.client(client);
    }

    /**
     * Installs the policy in an HTTP/2-only client. A TLS strategy and a configuration of HTTP/2 in the builder are replaced.
     *
     * @return the same builder
     */
    public static H2AsyncClientBuilder install(Linchpin linchpin, H2AsyncClientBuilder client) {
        return of(linchpin).client(client);
    }

    /**
     * The half of a classic client that belongs to its connection manager. A TLS strategy and a TLS configuration in the
     * builder are replaced, and must not be set again.
     *
     * @return the same builder
     */
    public PoolingHttpClientConnectionManagerBuilder connections(
            PoolingHttpClientConnectionManagerBuilder connections) {
        return connections.setTlsSocketStrategy(socketStrategy()).setTlsConfigResolver(new ConnectionWatch(gate, tls));
    }

    /**
     * The half of an asynchronous client that belongs to its connection manager. A TLS strategy and a TLS configuration in the
     * builder are replaced, and must not be set again.
     *
     * @return the same builder
     */
    public PoolingAsyncClientConnectionManagerBuilder connections(
            PoolingAsyncClientConnectionManagerBuilder connections) {
        return connections.setTlsStrategy(strategy()).setTlsConfigResolver(new ConnectionWatch(gate, tls));
    }

    /**
     * The half of a classic client that belongs to its execution chain. Its connection manager may be set before or after.
     *
     * @return the same builder
     */
    public HttpClientBuilder client(HttpClientBuilder client) {
        gate.installation().clientIsInPlace();
        return client.addExecInterceptorBefore(ChainElement.CONNECT.name(), ELEMENT, new ClassicGateExec(gate))
                .addRequestInterceptorLast(gate);
    }

    /**
     * The half of an asynchronous client that belongs to its execution chain. Its connection manager may be set before or
     * after. A configuration of HTTP/2 in the builder is replaced.
     *
     * @return the same builder
     */
    public HttpAsyncClientBuilder client(HttpAsyncClientBuilder client) {
        gate.installation().clientIsInPlace();
        return client.setH2Config(withoutPush())
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), ELEMENT, new AsyncGateExec(gate))
                .addRequestInterceptorLast(gate);
    }

    /**
     * Both halves of an HTTP/2-only client, which has no connection manager. A TLS strategy and a configuration of HTTP/2 in
     * the builder are replaced.
     *
     * @return the same builder
     */
    public H2AsyncClientBuilder client(H2AsyncClientBuilder client) {
        gate.installation().clientIsInPlace();
        return client.setTlsStrategy(strategy())
                .setH2Config(withoutPush())
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), ELEMENT, new AsyncGateExec(gate))
                .addRequestInterceptorLast(gate);
    }

    /**
     * What a server pushes may be for any host (RFC 9113 §8.4), and nobody judged whether it may answer for that one. A
     * promise is then an error of the connection (§6.6), before any handler hears of it.
     */
    private H2Config withoutPush() {
        return H2Config.copy(http2).setPushEnabled(false).build();
    }

    private TlsSocketStrategy socketStrategy() {
        gate.installation().connectionsAreInPlace();
        return PinningTlsStrategy.ofSockets(linchpin, gate);
    }

    private TlsStrategy strategy() {
        gate.installation().connectionsAreInPlace();
        return PinningTlsStrategy.ofEngines(linchpin, gate);
    }
}
