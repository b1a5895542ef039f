package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.linchpin.pki.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A server of TLS on loopback whose certificate is good, and which answers with whatever bytes it likes. */
final class HostileOrigin implements AutoCloseable {
    private static final TestCertificate ROOT = TestCertificate.root("Origin Root");
    private static final TestCertificate LEAF = ROOT.leaf("localhost");

    private final SSLServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Conduct conduct;

    /** What is done with a request of which the head has been read. */
    interface Conduct {
        void answer(String request, OutputStream out) throws IOException;
    }

    HostileOrigin(Conduct conduct) throws Exception {
        this.conduct = conduct;
        this.listener = (SSLServerSocket)
                serverContext().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "hostile-origin");
        thread.setDaemon(true);
        thread.start();
    }

    static Conduct serving(byte[] document) {
        return (request, out) -> {
            out.write(head("200 OK", "Content-Length: " + document.length));
            out.write(document);
        };
    }

    static byte[] head(String status, String... fields) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    void from(Conduct now) {
        this.conduct = now;
    }

    URI address() {
        return URI.create("https://localhost:" + listener.getLocalPort() + "/pins.jws");
    }

    /** The heads of all requests. */
    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Thread thread = new Thread(() -> answer(socket), "hostile-answer");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            requests.add(head.toString());
            OutputStream out = socket.getOutputStream();
            conduct.answer(head.toString(), out);
            out.flush();
        } catch (IOException e) {
            // The client has left, as it should.
        }
    }

    /** Sockets of a client that trusts the certificate. */
    static SSLSocketFactory clientSockets() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", ROOT.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContext serverContext() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = {LEAF.certificate(), ROOT.certificate()};
        store.setKeyEntry("leaf", LEAF.key().privateKey(), new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
