package dev.linchpin.jetty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.component.Container;

/**
 * Refuses transports on which no trust manager is asked. QUIC does its own TLS in native code (quiche), from certificates that
 * Jetty exports for it: pins would never be looked at.
 */
final class TcpOnly {
    /** By name, since HTTP/2 is an artifact of its own that a client may do without. */
    private static final String HTTP_2 = "org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2";

    private TcpOnly() {}

    /** The transport of the client. It is asked for as a bean, since 12.0 and 12.1 have accessors of different names. */
    static HttpClientTransport require(HttpClient client) {
        HttpClientTransport transport = client.getBean(HttpClientTransport.class);
        if (transport == null) {
            throw new IllegalStateException(
                    "the HttpClient has lost its transport, expected the one that it was made with");
        }
        require(transport);
        return transport;
    }

    private static void require(HttpClientTransport transport) {
        boolean known = transport instanceof HttpClientTransportOverHTTP
                || transport instanceof HttpClientTransportDynamic
                || isHttp2(transport.getClass());
        if (!known) {
            throw new IllegalStateException(
                    "pins cannot be checked on " + transport.getClass().getName()
                            + ", expected HttpClientTransportOverHTTP, HttpClientTransportOverHTTP2 or"
                            + " HttpClientTransportDynamic without HTTP/3");
        }
        if (transport instanceof Container protocols) {
            protocols.getBeans(ClientConnectionFactory.Info.class).forEach(TcpOnly::require);
        }
    }

    private static boolean isHttp2(Class<?> transport) {
        for (Class<?> c = transport; c != null; c = c.getSuperclass()) {
            if (c.getName().equals(HTTP_2)) {
                return true;
            }
        }
        return false;
    }

    private static void require(ClientConnectionFactory.Info protocol) {
        if (protocol.getProtocols(true).contains("h3")) {
            throw new IllegalStateException("pins cannot be checked on " + protocol.getProtocols(true)
                    + " over QUIC, expected a dynamic transport of HTTP/1.1 and HTTP/2 only");
        }
    }

    /** Protocols may bring a transport of their own, and it may be chosen per request: Jetty makes it part of the origin. */
    static void require(Origin origin) {
        Transport transport = origin.getTransport();
        if (transport != null && (transport.isIntrinsicallySecure() || isTlsWithoutHost(origin, transport))) {
            throw new IllegalStateException("pins cannot be checked on " + transport + ", expected " + origin.asString()
                    + " to be reached by TCP");
        }
    }

    /** Unix domain sockets have files for addresses. Jetty 12.0 would leave the request waiting if no engine were made for it. */
    private static boolean isTlsWithoutHost(Origin origin, Transport transport) {
        SocketAddress address = transport.getSocketAddress();
        return HttpScheme.isSecure(origin.getScheme()) && address != null && !(address instanceof InetSocketAddress);
    }
}
