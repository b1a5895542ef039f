package dev.linchpin.jetty;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 proxy, with or without TLS of its own, that tunnels every CONNECT to one server and answers nothing else. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private ConnectProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static ConnectProxy start(int target) throws IOException {
        return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    }

    static ConnectProxy start(TestCertificate leaf, int target) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        X509Certificate[] chain =
                leaf.presented().stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
        keys.setKeyEntry("proxy", leaf.key().privateKey(), password, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        return start(tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    }

    private static ConnectProxy start(ServerSocket listener, int target) {
        ConnectProxy proxy = new ConnectProxy(listener, target);
        inBackground(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests. */
    List<String> heads() {
        return heads;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                inBackground(() -> serve(client));
            } catch (IOException closedOrAborted) {
                // the loop condition tells one from the other
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            String head = readHead(client.getInputStream());
            if (head != null) {
                heads.add(head);
            }
            if (head != null && head.startsWith("CONNECT ")) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                inBackground(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException theClientWentAway) {
            // as some do when they refuse
        }
    }

    private static @Nullable String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.US_ASCII);
            }
        }
        return null;
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException oneOfThemWentAway) {
            // and the other one goes with it
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
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
