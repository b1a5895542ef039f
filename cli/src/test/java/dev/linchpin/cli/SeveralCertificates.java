package dev.linchpin.cli;

import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server on loopback that has several certificates, and presents the first that the client can verify. */
final class SeveralCertificates implements AutoCloseable {
    private final SSLServerSocket listener;

    SeveralCertificates(List<TestCertificate> leaves, String... versions) throws Exception {
        this(false, leaves, versions);
    }

    /** The same, but clients have to have one as well. */
    static SeveralCertificates wantingOneOfTheClient(List<TestCertificate> leaves, String... versions)
            throws Exception {
        return new SeveralCertificates(true, leaves, versions);
    }

    private SeveralCertificates(boolean clientCertificate, List<TestCertificate> leaves, String... versions)
            throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (TestCertificate leaf : leaves) {
            X509Certificate[] chain =
                    leaf.presented().stream().map(TestCertificate::certificate).toArray(X509Certificate[]::new);
            store.setKeyEntry(leaf.pin(), leaf.key().privateKey(), new char[0], chain);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(versions);
        listener.setNeedClientAuth(clientCertificate);
        Thread thread = new Thread(this::answer, "several-certificates");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void answer() {
        while (!listener.isClosed()) {
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                socket.startHandshake();
            } catch (IOException theClientHasSeenEnough) {
                // as it should
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
