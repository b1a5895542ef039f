package dev.linchpin.gauntlet.server;

import dev.linchpin.gauntlet.transport.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * An HTTP proxy on 127.0.0.1 that knows one method, {@code CONNECT} (RFC 9110, section 9.3.6), and leads every tunnel to one server,
 * whichever the client asked for. With the genuine server at its end it is an honest proxy, with another it intercepts.
 */
public final class Tunnel implements AutoCloseable {
    private static final int LONGEST_HEAD = 16 * 1024;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Executor threads;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Tunnel(ServerSocket listener, InetSocketAddress target, Executor threads) {
        this.listener = listener;
        this.target = target;
        this.threads = threads;
    }

    public static Tunnel to(InetSocketAddress target, Executor threads) {
        try {
            Tunnel tunnel = new Tunnel(new ServerSocket(0, 50, Loopback.named("localhost")), target, threads);
            threads.execute(tunnel::accept);
            return tunnel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closedOrAborted) {
                // the loop condition tells one from the other
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String method = readHead(client.getInputStream()).split(" ", 2)[0];
            if (!method.equals("CONNECT")) {
                answer(client, "405 Method Not Allowed");
                return;
            }
            try (Socket server = new Socket(target.getAddress(), target.getPort())) {
                sockets.add(server);
                answer(client, "200 OK");
                threads.execute(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException eitherSideWentAway) {
            // its end is all there is to know
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Byte by byte: what follows the empty line is the client's TLS. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 || head.length() == LONGEST_HEAD) {
                throw new IOException("expected the head of a request but found \"" + head + '"');
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Ends both sides when one has ended. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException eitherSideWentAway) {
            // and so goes the other
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
