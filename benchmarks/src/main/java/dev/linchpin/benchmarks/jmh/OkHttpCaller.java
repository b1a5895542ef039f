package dev.linchpin.benchmarks.jmh;

import dev.linchpin.okhttp.OkHttpPinning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, with its own pinner where the variant says so. */
final class OkHttpCaller implements Caller {
    private final OkHttpClient client;

    OkHttpCaller(Security security, boolean http2, int connections) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                .dns(host -> List.of(LOOPBACK))
                .connectionPool(new ConnectionPool(connections, 5, TimeUnit.MINUTES))
                .socketFactory(new EagerSockets());
        if (security.linchpin() != null) {
            OkHttpPinning.install(security.linchpin(), builder);
        } else {
            builder.sslSocketFactory(security.context().getSocketFactory(), security.trustManager());
        }
        if (security.variant() == Variant.HOOKED) {
            Interceptor nothing = chain -> chain.proceed(chain.request());
            builder.addInterceptor(nothing).addNetworkInterceptor(nothing);
        }
        if (security.variant() == Variant.OWN) {
            builder.certificatePinner(security.site().okHttpPins());
        }
        client = builder.build();
    }

    /**
     * Sockets that send at once what they are given. OkHttp's otherwise wait for an acknowledgement before the first request (RFC 896), 40 ms
     * in which pinning could hide.
     */
    private static final class EagerSockets extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("OkHttp connects sockets itself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return createSocket(host.getHostAddress(), port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            return createSocket(host, port);
        }
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
