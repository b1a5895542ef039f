package dev.linchpin.httpclient5;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A port on 127.0.0.1 behind which the server can be exchanged, as a load balancer does while a key is rotated: open
 * connections stay with the old server, new ones reach the new. As a proxy it answers CONNECT first, whatever the target.
 */
final class Relay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final boolean proxy;
    private volatile int target;

    private Relay(int target, boolean proxy) throws IOException {
        this.target = target;
        this.proxy = proxy;
        run(this::accept);
    }

    static Relay to(int port) throws IOException {
        return new Relay(port, false);
    }

    static Relay proxyTo(int port) throws IOException {
        return new Relay(port, true);
    }

    int port() {
        return listener.getLocalPort();
    }

    void switchTo(int port) {
        target = port;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            sockets.add(client);
            run(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        if (proxy) {
            skipHead(client.getInputStream());
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        run(() -> copy(server, client));
        copy(client, server);
    }

    private static void skipHead(InputStream in) throws IOException {
        for (int last4 = 0; last4 != 0x0d0a0d0a; last4 = last4 << 8 | in.read()) {}
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // by the test, or by one of the two ends
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
