package dev.linchpin.jetty;

import dev.linchpin.gauntlet.transport.Protocol;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;

/** The transports that the adapter supports. */
enum Mode {
    HTTP_1(Protocol.HTTP_1_1) {
        @Override
        HttpClient newClient(ClientConnector connector) {
            return new HttpClient(new HttpClientTransportOverHTTP(connector));
        }
    },
    HTTP_2(Protocol.HTTP_2) {
        @Override
        HttpClient newClient(ClientConnector connector) {
            return new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client(connector)));
        }
    },
    DYNAMIC(Protocol.HTTP_2) {
        @Override
        HttpClient newClient(ClientConnector connector) {
            return new HttpClient(new HttpClientTransportDynamic(
                    connector,
                    new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector)),
                    HttpClientConnectionFactory.HTTP11));
        }
    };

    private final Protocol spoken;

    Mode(Protocol spoken) {
        this.spoken = spoken;
    }

    /** What it speaks with a server that can do both. */
    Protocol spoken() {
        return spoken;
    }

    HttpClient newClient() {
        return newClient(new ClientConnector());
    }

    abstract HttpClient newClient(ClientConnector connector);
}
