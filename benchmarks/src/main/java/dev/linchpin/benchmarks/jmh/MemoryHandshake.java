package dev.linchpin.benchmarks.jmh;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** A TLS handshake between two engines in one thread, without a network. */
final class MemoryHandshake {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer toServer = ByteBuffer.allocateDirect(1 << 16);
    private final ByteBuffer toClient = ByteBuffer.allocateDirect(1 << 16);
    private final ByteBuffer applicationData = ByteBuffer.allocate(1 << 16);

    /** The client's session after a handshake with {@link Site#HOST}, whose name it verifies. */
    SSLSession session(SSLContext client, SSLContext server) throws SSLException {
        SSLEngine accepting = server.createSSLEngine();
        accepting.setUseClientMode(false);
        SSLEngine connecting = client.createSSLEngine(Site.HOST, 443);
        connecting.setUseClientMode(true);
        SSLParameters parameters = connecting.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        connecting.setSSLParameters(parameters);
        run(connecting, accepting, Meter.of());
        return connecting.getSession();
    }

    /** Shakes hands to the end of both sides; the meter runs while the client has its turn. */
    void run(SSLEngine client, SSLEngine server, Meter clientSide) throws SSLException {
        toServer.clear().flip();
        toClient.clear().flip();
        clientSide.start();
        client.beginHandshake();
        clientSide.stop();
        server.beginHandshake();
        while (isShaking(client) || isShaking(server)) {
            clientSide.start();
            boolean clientMoved = move(client, toClient, toServer);
            clientSide.stop();
            boolean serverMoved = move(server, toServer, toClient);
            if (!clientMoved && !serverMoved) {
                throw new SSLException("the handshake is stuck: the client " + client.getHandshakeStatus()
                        + ", the server " + server.getHandshakeStatus());
            }
        }
    }

    private static boolean isShaking(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Does what one side can do until it needs something from the other. Both buffers are ready to be read. */
    private boolean move(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        boolean moved = false;
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    out.compact();
                    engine.wrap(NOTHING, out);
                    out.flip();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!in.hasRemaining()) {
                        return moved;
                    }
                    engine.unwrap(in, applicationData.clear());
                }
                case NOT_HANDSHAKING, FINISHED -> {
                    return moved;
                }
            }
            moved = true;
        }
    }
}
