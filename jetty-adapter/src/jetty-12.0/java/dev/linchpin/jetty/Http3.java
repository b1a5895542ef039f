package dev.linchpin.jetty;

import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.http3.client.HTTP3Client;
import org.eclipse.jetty.http3.client.transport.ClientConnectionFactoryOverHTTP3;
import org.eclipse.jetty.http3.client.transport.HttpClientTransportOverHTTP3;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.quic.client.ClientQuicConfiguration;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** HTTP/3 as Jetty 12.0 has it. */
final class Http3 {
    private Http3() {}

    static HttpClientTransport transport() {
        return new HttpClientTransportOverHTTP3(client());
    }

    static ClientConnectionFactory.Info protocol() {
        return new ClientConnectionFactoryOverHTTP3.HTTP3(client());
    }

    private static HTTP3Client client() {
        return new HTTP3Client(new ClientQuicConfiguration(new SslContextFactory.Client(), null));
    }
}
