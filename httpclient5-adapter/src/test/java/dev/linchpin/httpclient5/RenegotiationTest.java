package dev.linchpin.httpclient5;

import static dev.linchpin.httpclient5.Peers.HOST;
import static dev.linchpin.httpclient5.Peers.OLD;
import static dev.linchpin.httpclient5.Peers.keys;
import static dev.linchpin.httpclient5.Peers.linchpin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/**
 * A server that renegotiates TLS 1.2 before it answers, as some do that want a client certificate for some paths. Only classic
 * clients can take part.
 */
class RenegotiationTest {

    @Test
    void replaces_a_renegotiated_connection() throws Exception {
        try (RenegotiatingServer server = new RenegotiatingServer();
                ClientMode.Client client = ClientMode.CLASSIC.client(linchpin(OLD))) {
            assertEquals("ok", client.get(server.uri()));
            assertEquals("ok", client.get(server.uri()));
            assertEquals(2, server.connections.get());
        }
    }

    private static final class RenegotiatingServer implements AutoCloseable {
        private final AtomicInteger connections = new AtomicInteger();
        private final SSLServerSocket listener;

        RenegotiatingServer() throws Exception {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys(OLD), new char[0]);
            SSLContext tls = SSLContext.getInstance("TLSv1.2");
            tls.init(factory.getKeyManagers(), null, null);
            listener = (SSLServerSocket)
                    tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener.setEnabledProtocols(new String[] {"TLSv1.2"});
            start(this::accept);
        }

        URI uri() {
            return URI.create("https://" + HOST + ":" + listener.getLocalPort() + "/");
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }

        private void accept() throws IOException {
            while (true) {
                SSLSocket client = (SSLSocket) listener.accept();
                connections.incrementAndGet();
                start(() -> serve(client));
            }
        }

        /** A request is answered by the end of the handshake that it causes. */
        private static void serve(SSLSocket client) throws IOException {
            try (client) {
                client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
                client.startHandshake();
                client.addHandshakeCompletedListener(event -> start(() -> answer(client)));
                while (skipHead(client.getInputStream())) {
                    // Another cipher suite, so that the session cannot be resumed.
                    client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
                    client.startHandshake();
                }
            }
        }

        private static void answer(SSLSocket client) throws IOException {
            byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
            client.getOutputStream().write(answer);
        }

        private static boolean skipHead(InputStream in) throws IOException {
            int last4 = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                last4 = last4 << 8 | next;
                if (last4 == 0x0d0a0d0a) {
                    return true;
                }
            }
            return false;
        }

        private interface Task {
            void run() throws IOException;
        }

        private static void start(Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException closed) {
                    // by the test, or by the client
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }
}
