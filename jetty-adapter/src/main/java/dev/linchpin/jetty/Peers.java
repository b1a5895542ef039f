package dev.linchpin.jetty;

import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which TLS engine is behind a connection and under which policy it was made. Jetty tells nobody: a connection's
 * SslSessionData is fixed when it is first asked for, which on HTTP/1.1 may be before the handshake. Thread-safe.
 */
final class Peers {
    private final WeakIdentityMap<Connection, Peer> peers = new WeakIdentityMap<>();
    private final Handshakes handshakes = new Handshakes();
    private final ContextKeys keys;

    Peers(ContextKeys keys) {
        this.keys = keys;
    }

    /**
     * @param generation read before the engine was made, so that it is never newer than the policy that judges the handshake
     */
    record Peer(SSLEngine engine, long generation) {}

    /** Notes who will be behind the connection that Jetty is about to make in this context. */
    void expect(Map<String, Object> context, Peer peer) {
        keys.promise(context, new Arrival(keys.promise(context), peer));
    }

    @Nullable
    Peer behind(Connection connection) {
        return peers.get(connection);
    }

    Handshakes handshakes() {
        return handshakes;
    }

    private final class Arrival extends Promise.Wrapper<Connection> {
        private final Peer peer;

        Arrival(Promise<Connection> promise, Peer peer) {
            super(promise);
            this.peer = peer;
        }

        @Override
        public void succeeded(Connection connection) {
            // Through a TLS proxy there are two handshakes, and this is called for the inner one first: that is the
            // origin.
            peers.putIfAbsent(connection, peer);
            super.succeeded(connection);
        }

        /** On HTTP/2 requests wait for the connection: they fail with the reason of the handshake, not with what came of it. */
        @Override
        public void failed(Throwable failure) {
            Throwable reason = handshakes.failureOf(peer.engine());
            super.failed(reason == null ? failure : reason);
        }
    }
}
