package dev.linchpin.okhttp;

import dev.linchpin.Linchpin;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Application interceptor for versions older than 5.4, where a call is made with what its client was built with: refuses clients that
 * were given another socket factory after {@code install}, before they connect.
 */
final class EachCallAsBuilt implements PinnedInterceptor {
    private final Linchpin linchpin;
    private final OwnSockets sockets;

    EachCallAsBuilt(Linchpin linchpin, OwnSockets sockets) {
        this.linchpin = linchpin;
        this.sockets = sockets;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        OkHttpClient client = CallersClient.of(chain.call());
        if (!request.isHttps()) {
            // Here and not in EachExchange alone: that one does not run for ws://.
            linchpin.check(request.url().host(), null);
        } else if (client != null) {
            sockets.require(client.sslSocketFactory());
        }
        return chain.proceed(request);
    }
}
