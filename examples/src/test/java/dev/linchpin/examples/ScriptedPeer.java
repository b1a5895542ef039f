package dev.linchpin.examples;

import dev.linchpin.pki.TestCertificate;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A server of a protocol other than HTTP. Every byte inside TLS counts. */
final class ScriptedPeer implements Peer {
    private final ServerSocket listener;
    private final SSLContext tls;
    private final Script script;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    private ScriptedPeer(SSLContext tls, IntFunction<Script> script) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.script = script.apply(listener.getLocalPort());
    }

    /** @param script what is said, given the port on which this server listens */
    static Peer start(TestCertificate leaf, IntFunction<Script> script) throws Exception {
        ScriptedPeer peer = new ScriptedPeer(context(leaf), script);
        background(peer::accept);
        return peer;
    }

    private static SSLContext context(TestCertificate leaf) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain =
                leaf.presented().stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
        store.setKeyEntry("server", leaf.key().privateKey(), password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void background(Runnable task) {
        Thread thread = new Thread(task, "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Connection connection = new Connection(listener.accept());
                connections.add(connection);
                background(connection::serve);
            } catch (IOException closedOrAborted) {
                // the loop condition tells one from the other
            }
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public List<Long> applicationBytes() {
        return connections.stream().map(connection -> connection.bytes.get()).toList();
    }

    @Override
    public void endConnections() throws Exception {
        for (Connection connection : connections) {
            connection.end();
        }
        awaitQuiet();
        TimeUnit.MILLISECONDS.sleep(200); // no protocol here says good-bye: the client hears of it when it reads
    }

    @Override
    public void awaitQuiet() throws InterruptedException {
        for (Connection connection : connections) {
            boolean unused = connection.ended.await(2, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Connection connection : connections) {
            connection.end();
        }
    }

    private final class Connection {
        private final Socket raw;
        private final AtomicLong bytes = new AtomicLong();
        private final CountDownLatch ended = new CountDownLatch(1);

        private Connection(Socket raw) {
            this.raw = raw;
        }

        private void serve() {
            try (raw) {
                raw.setTcpNoDelay(true);
                script.inClearText(
                        new DataInputStream(raw.getInputStream()), new DataOutputStream(raw.getOutputStream()));
                SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, true);
                socket.setUseClientMode(false);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(script.applicationProtocols());
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                script.insideTls(
                        new DataInputStream(new Counted(socket.getInputStream(), bytes)),
                        new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
            } catch (IOException theClientWentAway) {
                // its end is all there is to know
            } finally {
                ended.countDown();
            }
        }

        private void end() throws IOException {
            raw.close();
        }
    }

    private static final class Counted extends FilterInputStream {
        private final AtomicLong bytes;

        private Counted(InputStream in, AtomicLong bytes) {
            super(in);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes.addAndGet(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes.addAndGet(Math.max(read, 0));
            return read;
        }
    }
}
