package dev.linchpin.remote.report;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one request. Their handshake fails if the peer's certificate is for another host (RFC 9525), whatever
 * {@code HttpsURLConnection.setDefaultHostnameVerifier} was told by somebody else in the process; and they can be closed at any time, by
 * another thread, where the connection itself does not even have them yet: in a handshake that never ends.
 */
final class NamedSockets extends SSLSocketFactory implements Closeable {
    private final SSLSocketFactory sockets;
    private @Nullable Socket open;
    private boolean closed;

    NamedSockets(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        keep(connected);
        return named(sockets.createSocket(connected, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return named(keep(sockets.createSocket(host, port)));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return named(keep(sockets.createSocket(host, port, localHost, localPort)));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return named(keep(sockets.createSocket(host, port)));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return named(keep(sockets.createSocket(address, port, localAddress, localPort)));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (open != null) {
            open.close();
        }
    }

    private synchronized Socket keep(Socket socket) throws IOException {
        open = socket;
        if (closed) {
            socket.close();
        }
        return socket;
    }

    private static Socket named(Socket socket) {
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
