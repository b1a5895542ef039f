package dev.linchpin;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A real connection of a bare JSSE client: one handshake, one request, one answer. */
final class Connection {
    private Connection() {}

    /** Shakes hands as a client that means this host, with host-name checks, and returns the session. */
    static SSLSession open(Linchpin linchpin, String host, TlsServer server) throws IOException {
        return open(linchpin.sslContext().getSocketFactory(), host, server, TlsVersion.TLS_1_3);
    }

    static SSLSession open(SSLSocketFactory sockets, String host, TlsServer server, TlsVersion version)
            throws IOException {
        Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.port());
        try (SSLSocket socket = (SSLSocket) sockets.createSocket(raw, host, server.port(), true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            return exchange(socket, version);
        }
    }

    static SSLSession exchange(SSLSocket socket, TlsVersion version) throws IOException {
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {version == TlsVersion.TLS_1_3 ? "TLSv1.3" : "TLSv1.2"});
        socket.startHandshake();
        return ask(socket);
    }

    /** One request, one answer, after the handshake. */
    static SSLSession ask(SSLSocket socket) throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: linchpin.test\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        byte[] start = answer.readNBytes(12);
        if (!new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 200")) {
            throw new IllegalStateException("no answer: " + new String(start, StandardCharsets.US_ASCII));
        }
        answer.readAllBytes();
        return socket.getSession();
    }
}
