package dev.linchpin.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Answers whatever it is sent, in clear text, with one and the same HTTP/1.1 response. */
final class PlainServer implements AutoCloseable {
    private static final byte[] RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nplain"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final AtomicLong bytes = new AtomicLong();

    private PlainServer(ServerSocket listener) {
        this.listener = listener;
    }

    static PlainServer start() throws IOException {
        PlainServer server = new PlainServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::serve, "plain-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    long bytes() {
        return bytes.get();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                InputStream in = socket.getInputStream();
                int n = in.read(new byte[8192]);
                if (n > 0) {
                    bytes.addAndGet(n);
                    socket.getOutputStream().write(RESPONSE);
                }
            } catch (IOException closedOrAborted) {
                // the loop condition tells one from the other
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
