package dev.linchpin;

import dev.linchpin.pki.TestCertificate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Two engines that talk through memory, for what no socket can be made to do. */
final class EngineHandshake {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    private final ByteBuffer toClient = ByteBuffer.allocate(1 << 16);

    private EngineHandshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Shakes hands to the end, or to the client's exception. */
    static void run(SSLEngine client, TestCertificate certificate) throws Exception {
        between(client, serverContext(certificate)).run();
    }

    /** Of a client and a server that resumes the sessions of its context. */
    static EngineHandshake between(SSLEngine client, SSLContext serverContext) {
        SSLEngine server = serverContext.createSSLEngine();
        server.setUseClientMode(false);
        SSLParameters parameters = server.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        server.setSSLParameters(parameters);
        client.setUseClientMode(true);
        return new EngineHandshake(client, server);
    }

    /** What the client reads of what the server says, and with it whatever the server has added to the handshake. */
    String hear(String said) throws SSLException {
        ByteBuffer plain = ByteBuffer.wrap(said.getBytes(StandardCharsets.US_ASCII));
        while (plain.hasRemaining()) {
            write(server, plain, toClient);
        }
        return read(client, toClient);
    }

    /** What the server reads of what the client says. */
    String say(String said) throws SSLException {
        ByteBuffer plain = ByteBuffer.wrap(said.getBytes(StandardCharsets.US_ASCII));
        while (plain.hasRemaining()) {
            write(client, plain, toServer);
        }
        return read(server, toServer);
    }

    private static void write(SSLEngine engine, ByteBuffer plain, ByteBuffer out) throws SSLException {
        SSLEngineResult.Status status = engine.wrap(plain, out).getStatus();
        if (status != SSLEngineResult.Status.OK) {
            throw new SSLException("nothing can be said: " + status);
        }
    }

    private static String read(SSLEngine engine, ByteBuffer in) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(1 << 16);
        in.flip();
        SSLEngineResult.Status status = SSLEngineResult.Status.OK;
        while (in.hasRemaining() && status == SSLEngineResult.Status.OK) {
            status = engine.unwrap(in, plain).getStatus();
        }
        in.compact();
        plain.flip();
        return StandardCharsets.US_ASCII.decode(plain).toString();
    }

    void run() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        while (isShaking(client) || isShaking(server)) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
    }

    private static boolean isShaking(SSLEngine engine) {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        ByteBuffer nothing = ByteBuffer.allocate(1 << 16);
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, nothing);
                in.compact();
            }
            case NOT_HANDSHAKING, FINISHED -> {}
        }
    }

    static SSLContext serverContext(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = certificate.presented().stream()
                .map(TestCertificate::certificate)
                .toArray(X509Certificate[]::new);
        store.setKeyEntry("server", certificate.key().privateKey(), PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
