package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.Connection;
import okhttp3.ConnectionSpec;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Pins the peers of an {@link OkHttpClient}, OkHttp 5.4 or newer.
 *
 * <p>Four layers; each judges by the policy in force and refuses on its own, so that removing or replacing one of them
 * does not remove the pins:
 *
 * <ol>
 *   <li>The trust manager judges every full handshake.
 *   <li>An application interceptor gives every call and WebSocket the socket factory of the current generation. OkHttp
 *       keeps the connections of different factories apart: what an older policy accepted is never used again, and a
 *       rotated key is reachable at once.
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
    /** OkHttp's own verifier, which looks at subject alternative names only. A client without TLS costs no trust anchors. */
    private static final HostnameVerifier OKHTTP_NAMES = new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build()
            .hostnameVerifier();

    private OkHttpPinning() {}

    /**
     * Configures {@code builder} so that all calls and WebSockets of its clients, and of the clients derived from those
     * by {@link OkHttpClient#newBuilder()}, are judged by the policy in force in {@code linchpin}.
     *
     * <p>Replaces the SSL socket factory and trust manager: own trust anchors, client certificates and JSSE provider are
     * options of {@link Linchpin#builder()}. Turns {@link OkHttpClient.Builder#followSslRedirects followSslRedirects}
     * off. Requests in clear text to listed hosts are refused. Leaves all else as configured; an SSL socket factory or
     * host name verifier set later is replaced or wrapped when a call begins.
     *
     * @return {@code builder}
     * @throws IllegalStateException if {@code builder} is pinned already, by itself or because it comes from the
     *     {@code newBuilder()} of a pinned client
     */
    public static OkHttpClient.Builder install(Linchpin linchpin, OkHttpClient.Builder builder) {
        if (isInstalled(builder)) {
            throw new IllegalStateException("This OkHttpClient.Builder is already pinned;"
                    + " to change the pins, call replacePolicy on the Linchpin that it was pinned with.");
        }
        builder.networkInterceptors().add(0, new EachExchange(linchpin));
        return builder.addInterceptor(new EachCall(linchpin))
                .sslSocketFactory(linchpin.adapterTls().socketFactory(), linchpin.trustManager())
                .followSslRedirects(false);
    }

    private static boolean isInstalled(OkHttpClient.Builder builder) {
        return Stream.concat(builder.interceptors().stream(), builder.networkInterceptors().stream())
                .anyMatch(i -> i instanceof EachCall || i instanceof EachExchange);
    }

    /** Application interceptor: what must be settled before a call looks for a connection. */
    private static final class EachCall implements Interceptor {
        private final Linchpin linchpin;

        EachCall(Linchpin linchpin) {
            this.linchpin = linchpin;
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            if (!request.isHttps()) {
                // Here and not in EachExchange alone: that one does not run for ws://.
                linchpin.check(request.url().host(), null);
            }
            return ofCurrentGeneration(verifying(chain)).proceed(request);
        }

        private Chain verifying(Chain chain) {
            HostnameVerifier names = chain.getHostnameVerifier();
            return names instanceof EachConnection
                    ? chain
                    : chain.withHostnameVerifier(new EachConnection(linchpin, names));
        }

        /** Switches only when needed: OkHttp indexes all trust anchors anew in withSslSocketFactory. */
        private Chain ofCurrentGeneration(Chain chain) {
            SSLSocketFactory current = linchpin.adapterTls().socketFactory();
            return chain.getSslSocketFactoryOrNull() == current
                    ? chain
                    : chain.withSslSocketFactory(current, linchpin.trustManager());
        }
    }

    /**
     * Host name verifier: runs once per connection, after the handshake and before anything else is written. The configured one
     * may only narrow: OkHttp's own has to agree as well, so that no verifier takes the check of names away.
     */
    private static final class EachConnection implements HostnameVerifier {
        private final Linchpin linchpin;
        private final HostnameVerifier names;

        EachConnection(Linchpin linchpin, HostnameVerifier names) {
            this.linchpin = linchpin;
            this.names = names;
        }

        @Override
        public boolean verify(String host, SSLSession session) {
            if (!OKHTTP_NAMES.verify(host, session) || !names.verify(host, session)) {
                return false;
            }
            try {
                linchpin.check(host, session);
                return true;
            } catch (SSLPeerUnverifiedException refusal) {
                throw OkHttpPinning.<RuntimeException>asThrown(refusal);
            }
        }

        /** OkHttp shares pooled connections between calls of equal verifiers, and each call makes its own. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof EachConnection that && linchpin == that.linchpin && names.equals(that.names);
        }

        @Override
        public int hashCode() {
            return Objects.hash(System.identityHashCode(linchpin), names);
        }
    }

    /**
     * Throws {@code refusal} itself where the signature does not allow it. OkHttp is Kotlin, which has no checked
     * exceptions: its connection code expects this very exception from below a verifier, closes the socket and does not
     * try again. Answering {@code false} instead would lose the verdict.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asThrown(SSLPeerUnverifiedException refusal) throws E {
        throw (E) refusal;
    }

    /** Network interceptor: the last word before the bytes of a request, on whichever connection they would go. */
    private static final class EachExchange implements Interceptor {
        private final Linchpin linchpin;

        EachExchange(Linchpin linchpin) {
            this.linchpin = linchpin;
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            Connection connection =
                    Objects.requireNonNull(chain.connection(), "no connection in a network interceptor");
            linchpin.check(chain.request().url().host(), session(connection));
            return chain.proceed(chain.request());
        }

        private static @Nullable SSLSession session(Connection connection) {
            return connection.handshake() != null && connection.socket() instanceof SSLSocket tls
                    ? tls.getSession()
                    : null;
        }
    }
}
