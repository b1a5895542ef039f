package dev.linchpin.remote;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets that are closed at the deadline of a request, be they in the midst of a handshake, which no time-out of a single read ends. */
final class ClosableSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final BundleRequest request;

    ClosableSockets(SSLSocketFactory sockets, BundleRequest request) {
        this.sockets = sockets;
        this.request = request;
    }

    private Socket closable(Socket socket) {
        request.closeAtDeadline(socket);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return closable(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
        request.closeAtDeadline(below);
        return closable(sockets.createSocket(below, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return closable(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return closable(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return closable(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return closable(sockets.createSocket(host, port, local, localPort));
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
