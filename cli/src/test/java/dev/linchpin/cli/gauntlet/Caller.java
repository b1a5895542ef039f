package dev.linchpin.cli.gauntlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client without pins that nobody drives. */
record Caller(SSLContext tls) {
    static Caller trusting(Path pem) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                anchors.setCertificateEntry(Integer.toString(anchors.size()), anchor);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return new Caller(tls);
    }

    static Caller trustingNobodyHere() throws GeneralSecurityException {
        return new Caller(SSLContext.getDefault());
    }

    String get(URI uri) throws IOException {
        try (SSLSocket socket = connect(uri)) {
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Nothing but the handshake. */
    void greet(URI uri) throws IOException {
        connect(uri).close();
    }

    private SSLSocket connect(URI uri) throws IOException {
        Socket raw = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        try {
            SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, uri.getHost(), uri.getPort(), true);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
