package dev.linchpin.foreign;

import dev.linchpin.pki.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** As much of an SMTP server (RFC 5321) behind TLS as it takes to be told something: it agrees with every command. */
final class MailServer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private MailServer(SSLServerSocket listener) {
        this.listener = listener;
    }

    static MailServer start(TestCertificate certificate) throws IOException, GeneralSecurityException {
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = certificate.presented().stream()
                .map(TestCertificate::certificate)
                .toArray(X509Certificate[]::new);
        store.setKeyEntry("server", certificate.key().privateKey(), password, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        MailServer server = new MailServer((SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::accept, "mail-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Every line that a client has sent. */
    List<String> commands() {
        return commands;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (SSLSocket client = (SSLSocket) listener.accept()) {
                converse(client);
            } catch (IOException clientWentAway) {
                // the next one, or the end
            }
        }
    }

    private void converse(SSLSocket client) throws IOException {
        OutputStream out = client.getOutputStream();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        say(out, "220 mail.linchpin.test");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            say(out, line.startsWith("QUIT") ? "221 bye" : "250 yes");
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
