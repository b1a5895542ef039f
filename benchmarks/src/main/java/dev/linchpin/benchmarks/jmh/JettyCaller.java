package dev.linchpin.benchmarks.jmh;

import dev.linchpin.jetty.JettyPinning;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Jetty's client. */
final class JettyCaller implements Caller {
    private final HttpClient client;
    private volatile @Nullable Connection connection;

    JettyCaller(Security security, boolean http2, int connections) throws Exception {
        ClientConnector connector = new ClientConnector();
        HttpClientTransport transport = http2
                ? new HttpClientTransportOverHTTP2(new HTTP2Client(connector))
                : new HttpClientTransportOverHTTP(connector);
        client = new HttpClient(transport);
        client.setSocketAddressResolver(
                (host, port, context, promise) -> promise.succeeded(List.of(new InetSocketAddress(LOOPBACK, port))));
        client.setMaxConnectionsPerDestination(connections);
        if (security.linchpin() != null) {
            JettyPinning.install(security.linchpin(), client);
        } else {
            SslContextFactory.Client tls = new SslContextFactory.Client();
            tls.setSslContext(security.context());
            client.setSslContextFactory(tls);
        }
        client.start();
        if (security.variant() == Variant.HOOKED) {
            client.getRequestListeners().addBeginListener(request -> {});
        }
    }

    @Override
    public String get(URI uri) throws Exception {
        ContentResponse response = client.newRequest(uri).send();
        connection = response.getRequest().getConnection();
        return response.getContentAsString();
    }

    @Override
    public void disconnect() {
        Connection last = connection;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }
}
