package dev.linchpin.cli.driver;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy (CONNECT, RFC 9110 §9.3.6) to which all names are 127.0.0.1. The JDK's clients take their addresses from the
 * platform's resolver, which knows no names of tests; behind a proxy they resolve none, and everything of TLS and HTTP stays theirs.
 */
final class ForwardProxy implements Closeable {
    private static final Pattern CONNECT = Pattern.compile("CONNECT (?:.+):(\\d+) HTTP/1\\.1\r\n(?s:.*)");

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private ForwardProxy(ServerSocket listener) {
        this.listener = listener;
    }

    static ForwardProxy start() throws IOException {
        ForwardProxy proxy = new ForwardProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy.onThread(proxy::accept);
        return proxy;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = held(listener.accept());
            onThread(() -> tunnel(client));
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (client) {
            Matcher request = CONNECT.matcher(head(client.getInputStream()));
            if (!request.matches()) {
                answer(client, "501 Not Implemented");
                return;
            }
            try (Socket server =
                    held(new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(request.group(1))))) {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                answer(client, "200 OK");
                onThread(() -> copy(server, client));
                copy(client, server);
            }
        }
    }

    /** Up to and with the empty line. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0; // the last four bytes
        while (last != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client left before it had asked");
            }
            head.write(next);
            last = last << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    /** Remembers a socket, to close it with the proxy. */
    private Socket held(Socket socket) throws IOException {
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();
        }
        return socket;
    }

    private interface Task {
        void run() throws IOException;
    }

    private void onThread(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // by either end, or with the proxy: there is nobody left to tell
                    }
                },
                "gauntlet-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
