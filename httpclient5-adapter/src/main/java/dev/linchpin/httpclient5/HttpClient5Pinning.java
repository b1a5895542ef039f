package dev.linchpin.httpclient5;

import dev.linchpin.Linchpin;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes an Apache HttpClient 5 enforce the policy of a {@link Linchpin}: classic, asynchronous (HTTP/1.1 and negotiated
 * HTTP/2) and HTTP/2-only clients.
 *
 * <p>One call installs everything. Host names are verified in every mode, by JSSE and by HttpClient. Every request, each
 * hop of a redirect included, is judged under its own host before its first byte: on new, resumed, pooled and multiplexed
 * connections, and on clear-text ones, which a listed host never has. A pooled connection whose peer the policy in force
 * refuses is closed and a new one is opened in its place, so that a server with a rotated key is reachable at once. A
 * redirect from {@code https} to {@code http} fails with a {@link org.apache.hc.client5.http.RedirectException}.
 *
 * <p>A refusal reaches the caller as a {@link javax.net.ssl.SSLException}, or another {@link java.io.IOException} that
 * the JSSE provider prefers, inside the {@link java.util.concurrent.ExecutionException} of an asynchronous client;
 * {@link dev.linchpin.PinMismatchException#in} finds the verdict in any of them.
 *
 * <p>The connection manager or TLS strategy set here is the only one that the client accepts. If another one is set on the
 * builder later, every TLS request fails with a sentence that says so.
 *
 * <p>Static and stateless. Thread-safety of the builders is that of HttpClient: none.
 */
public final class HttpClient5Pinning {
    private static final String ELEMENT = "LINCHPIN";

    private HttpClient5Pinning() {}

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
     * @param connections the settings of its connection manager, which is built here; a TLS strategy in it is replaced
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpClientBuilder install(
            Linchpin linchpin, HttpClientBuilder client, PoolingHttpClientConnectionManagerBuilder connections) {
        requireNone(client.getConnManager());
        ConnectionGate gate = new ConnectionGate(linchpin);
        return client.setConnectionManager(connections
                        .setTlsSocketStrategy(new PinningTlsStrategy(linchpin, gate))
                        .build())
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), ELEMENT, new ClassicGateExec(gate))
                .addRequestInterceptorLast(gate);
    }

    /**
     * Installs the policy in an asynchronous client with default connection settings.
     *
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpAsyncClientBuilder install(Linchpin linchpin, HttpAsyncClientBuilder client) {
        return install(linchpin, client, PoolingAsyncClientConnectionManagerBuilder.create());
    }

    /**
     * Installs the policy in an asynchronous client.
     *
     * @param connections the settings of its connection manager, which is built here; a TLS strategy in it is replaced
     * @return the same builder
     * @throws IllegalStateException if the builder has a connection manager already, as after a first call
     */
    public static HttpAsyncClientBuilder install(
            Linchpin linchpin, HttpAsyncClientBuilder client, PoolingAsyncClientConnectionManagerBuilder connections) {
        requireNone(client.getConnManager());
        ConnectionGate gate = new ConnectionGate(linchpin);
        return client.setConnectionManager(connections
                        .setTlsStrategy(new PinningTlsStrategy(linchpin, gate))
                        .build())
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), ELEMENT, new AsyncGateExec(gate))
                .addRequestInterceptorLast(gate);
    }

    /**
     * Installs the policy in an HTTP/2-only client. A TLS strategy in the builder is replaced.
     *
     * @return the same builder
     */
    public static H2AsyncClientBuilder install(Linchpin linchpin, H2AsyncClientBuilder client) {
        ConnectionGate gate = new ConnectionGate(linchpin);
        return client.setTlsStrategy(new PinningTlsStrategy(linchpin, gate))
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), ELEMENT, new AsyncGateExec(gate))
                .addRequestInterceptorLast(gate);
    }

    private static void requireNone(@Nullable Object connectionManager) {
        if (connectionManager != null) {
            throw new IllegalStateException(
                    "The client builder has a connection manager already: call install once, on a"
                            + " builder without one, and pass the settings of the connection manager as its builder");
        }
    }
}
