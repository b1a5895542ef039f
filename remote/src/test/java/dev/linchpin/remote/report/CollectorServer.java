package dev.linchpin.remote.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A collector on loopback, over real TLS, that answers as it is told to. What it hears it remembers, and that alone. */
final class CollectorServer implements AutoCloseable {
    static final TestCertificate ROOT = TestCertificate.root("Collector Root");
    static final Behaviour TAKES = socket -> send(socket, "HTTP/1.1 204 No Content\r\n\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    private final SSLServerSocket listener;
    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
    private final Queue<SSLSocket> open = new ConcurrentLinkedQueue<>();
    private volatile Behaviour behaviour;

    private CollectorServer(SSLServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
        thread(this::accept);
    }

    static CollectorServer start(Behaviour behaviour) throws Exception {
        return start(ROOT.leaf("localhost"), 0, behaviour);
    }

    static CollectorServer start(TestCertificate leaf, int port, Behaviour behaviour) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "collector",
                leaf.key().privateKey(),
                new char[0],
                leaf.presented().stream()
                        .map(TestCertificate::certificate)
                        .toArray(java.security.cert.Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        SSLServerSocket listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(port, 50, InetAddress.getByName("localhost"));
        return new CollectorServer(listener, behaviour);
    }

    /** A context that trusts this collector, and nothing else. */
    static SSLContext trusting(TestCertificate root) {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry("root", root.certificate());
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(anchors);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, managers.getTrustManagers(), null);
            return tls;
        } catch (Exception e) {
            throw new IllegalStateException("no context", e);
        }
    }

    URI uri() {
        return URI.create("https://localhost:" + port() + "/pins");
    }

    int port() {
        return listener.getLocalPort();
    }

    void becomes(Behaviour next) {
        behaviour = next;
    }

    /** The next report that the collector has read whole. */
    Post next() throws InterruptedException {
        Post post = posts.poll(60, TimeUnit.SECONDS);
        if (post == null) {
            throw new AssertionError("the collector has heard nothing more");
        }
        return post;
    }

    List<String> next(int reports) throws InterruptedException {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < reports; i++) {
            bodies.add(next().body());
        }
        return bodies;
    }

    /** How many more it has heard by now. */
    int heard() {
        return posts.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SSLSocket socket : open) {
            socket.close();
        }
    }

    /** What a client has posted. */
    record Post(String head, String body) {}

    /** What a collector does when it has read a report. */
    interface Behaviour {
        void answer(SSLSocket socket) throws Exception;
    }

    static Behaviour answers(String head) {
        return socket -> send(socket, head + "\r\n\r\n");
    }

    static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private void accept() {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) listener.accept();
                open.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // Closed.
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            String head = head(socket.getInputStream());
            Matcher length = LENGTH.matcher(head);
            byte[] body = socket.getInputStream().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            Behaviour now = behaviour;
            posts.add(new Post(head, new String(body, US_ASCII)));
            now.answer(socket);
        } catch (Exception e) {
            return; // A client that goes away is what some of these tests are about.
        } finally {
            open.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("the client has gone");
            }
            head.write(read);
        }
        return head.toString(US_ASCII);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "collector");
        thread.setDaemon(true);
        thread.start();
    }
}
