package dev.linchpin.examples;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import java.time.Duration;
import java.util.List;

/** The HTTPS server of the gauntlet, which answers every request. */
record HttpPeer(TlsServer server) implements Peer {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    static Peer start(TestCertificate leaf) {
        return new HttpPeer(TlsServer.builder().present(leaf.presented()).start());
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public List<Long> applicationBytes() {
        return server.connections().stream()
                .map(TlsServer.Connection::requestBytes)
                .toList();
    }

    /** Not every client looks at a connection that it does not use: then its end is half done, and what it sends goes nowhere. */
    @Override
    public void endConnections() throws InterruptedException {
        server.closeConnections(PATIENCE);
    }

    @Override
    public void awaitQuiet() throws InterruptedException {
        server.awaitQuiet(PATIENCE);
    }

    @Override
    public void close() {
        server.close();
    }
}
