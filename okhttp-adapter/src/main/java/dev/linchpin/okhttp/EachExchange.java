package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.io.IOException;
import java.util.Objects;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Network interceptor: the last word before the bytes of a request, on whichever connection they would go. */
final class EachExchange implements PinnedInterceptor {
    private final Linchpin linchpin;

    EachExchange(Linchpin linchpin) {
        this.linchpin = linchpin;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection(), "no connection in a network interceptor");
        linchpin.check(chain.request().url().host(), session(connection));
        return chain.proceed(chain.request());
    }

    private static @Nullable SSLSession session(Connection connection) {
        return connection.handshake() != null && connection.socket() instanceof SSLSocket tls ? tls.getSession() : null;
    }
}
