package dev.linchpin.okhttp;

import java.io.IOException;
import java.util.Objects;
import okhttp3.Connection;
import okhttp3.Response;

/** Network interceptor for versions older than 5.4: refuses connections that are not made of {@link OwnSockets}. */
final class EachExchangeAsBuilt implements PinnedInterceptor {
    private final OwnSockets sockets;

    EachExchangeAsBuilt(OwnSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection(), "no connection in a network interceptor");
        if (chain.request().isHttps()) {
            sockets.require(connection.route().address().sslSocketFactory());
        }
        return chain.proceed(chain.request());
    }
}
