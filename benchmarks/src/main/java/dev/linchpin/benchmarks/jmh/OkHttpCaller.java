package dev.linchpin.benchmarks.jmh;

import dev.linchpin.okhttp.OkHttpPinning;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, with its own pinner where the variant says so. */
final class OkHttpCaller implements Caller {
    private final OkHttpClient client;

    OkHttpCaller(Security security, boolean http2) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                .dns(host -> List.of(LOOPBACK));
        if (security.linchpin() != null) {
            OkHttpPinning.install(security.linchpin(), builder);
        } else {
            builder.sslSocketFactory(security.context().getSocketFactory(), security.trustManager());
        }
        if (security.variant() == Variant.OWN) {
            builder.certificatePinner(security.site().okHttpPins());
        }
        client = builder.build();
    }

    @Override
    public String get(URI uri) throws IOException {
        Request request = new Request.Builder().url(uri.toString()).build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @Override
    public void disconnect() {
        client.connectionPool().evictAll();
    }

    @Override
    public void close() {
        disconnect();
        client.dispatcher().executorService().shutdown();
    }
}
