package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;

/**
 * Pins the peers of an {@link OkHttpClient}, OkHttp 4.12 and 5.0 to 5.5.
 *
 * <p>Four layers; each judges by the policy in force and refuses on its own, so that removing or replacing one of them
 * does not remove the pins:
 *
 * <ol>
 *   <li>The trust manager judges every full handshake.
 *   <li>The socket factory keeps generations apart: what an older policy accepted is never used again, and a rotated key
 *       is reachable at once. From OkHttp 5.4 on, an application interceptor gives every call and WebSocket the factory
 *       of the current generation. Before, the client has one factory, whose sockets judge every handshake, resumed ones as
 *       well, and count as shut down for new requests when their generation is over: OkHttp replaces the connection within the
 *       call, and requests under way end in peace.
 *   <li>A host name verifier, around the one that the client is configured with, judges every new connection, resumed
 *       sessions as well, before HTTP/2 writes its preface. Its presence ends connection coalescing: OkHttp lends a
 *       connection to another host under its own verifier only.
 *   <li>A network interceptor judges every exchange, redirects and retries as well, under the host of its own request
 *       and before its first byte. OkHttp runs no network interceptors for WebSockets.
 * </ol>
 *
 * <p>A refusal is an {@link java.io.IOException} in which {@link dev.linchpin.PinMismatchException#in} finds the
 * verdict.
 */
public final class OkHttpPinning {
    private OkHttpPinning() {}

    /**
     * Configures {@code builder} so that all calls and WebSockets of its clients, and of the clients derived from those
     * by {@link OkHttpClient#newBuilder()}, are judged by the policy in force in {@code linchpin}.
     *
     * <p>Replaces the SSL socket factory and trust manager: own trust anchors, client certificates and JSSE provider are
     * options of {@link Linchpin#builder()}. Turns {@link OkHttpClient.Builder#followSslRedirects followSslRedirects}
     * off. Requests in clear text to listed hosts are refused. {@code client.hostnameVerifier()} answers Linchpin's, which asks the one
     * that was configured before. Leaves all else as configured.
     *
     * <p>What is set later depends on the version of OkHttp:
     *
     * <ul>
     *   <li>From 5.4 on, an SSL socket factory or host name verifier is replaced or wrapped when a call begins.
     *   <li>Before 5.4, a client that was given another SSL socket factory fails every HTTPS request before it connects, with an
     *       {@link javax.net.ssl.SSLPeerUnverifiedException} that says why. A host name verifier takes the place of Linchpin's; names
     *       and pins are judged all the same, by the socket and before each exchange, and both have to accept. If it is OkHttp's
     *       own, OkHttp coalesces connections again.
     * </ul>
     *
     * @return {@code builder}
     * @throws IllegalStateException if {@code builder} is pinned already, by itself or because it comes from the
     *     {@code newBuilder()} of a pinned client; if there are two copies of OkHttp on the class path, or one that is older than 4.12
     */
    public static OkHttpClient.Builder install(Linchpin linchpin, OkHttpClient.Builder builder) {
        SupportedClient.require();
        return install(linchpin, builder, Hooks.present());
    }

    /** As if OkHttp had these hooks and no others. */
    static OkHttpClient.Builder install(Linchpin linchpin, OkHttpClient.Builder builder, Hooks hooks) {
        if (isInstalled(builder)) {
            throw new IllegalStateException("This OkHttpClient.Builder is already pinned;"
                    + " to change the pins, call replacePolicy on the Linchpin that it was pinned with.");
        }
        hooks.install(linchpin, builder);
        return builder.followSslRedirects(false);
    }

    private static boolean isInstalled(OkHttpClient.Builder builder) {
        return Stream.concat(builder.interceptors().stream(), builder.networkInterceptors().stream())
                .anyMatch(PinnedInterceptor.class::isInstance);
    }
}
