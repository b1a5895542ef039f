package dev.linchpin.gauntlet.server;

import dev.linchpin.gauntlet.transport.Loopback;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTPS server on loopback that presents any certificates whatever and remembers every connection. It speaks HTTP/1.1 and
 * HTTP/2, TLS 1.2 and 1.3, resumes sessions, and answers every request with 200 and {@code <port> <protocol> <path>}. Where it does
 * not listen on 127.0.0.1, {@code <address>:<port>} takes the place of the port.
 *
 * <pre>{@code
 * try (TlsServer server = TlsServer.builder().present(leaf.presented()).start()) {
 *     URI hello = server.uri("api.linchpin.test", "/hello"); // for the client under test
 *     server.requestBytes();
 * }
 * }</pre>
 *
 * Thread-safe. Names are the caller's to resolve: there is no DNS here. The TLS is the JDK's own, whatever providers are registered.
 */
public final class TlsServer implements AutoCloseable {
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "gauntlet-tls");
        thread.setDaemon(true);
        thread.start();
    };

    private final Backend backend;
    private final boolean ownsBackend;
    private final ServerSocket listener;
    private volatile @Nullable Identity identity;
    private final SSLParameters parameters;
    private final List<ServerConnection> connections = new CopyOnWriteArrayList<>();

    private TlsServer(Builder builder, @Nullable Backend shared) throws IOException, GeneralSecurityException {
        this.identity = builder.clearText ? null : new Identity(builder.identities);
        this.parameters = parameters(builder);
        this.listener = builder.listen();
        this.ownsBackend = shared == null;
        this.backend = shared == null ? new Backend() : shared;
        THREADS.execute(this::accept);
    }

    public static Builder builder() {
        return new Builder();
    }

    public int port() {
        return listener.getLocalPort();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** An https URI for a host name that the client is to resolve to 127.0.0.1. */
    public URI uri(String host, String path) {
        return URI.create("https://" + host + ":" + port() + path);
    }

    /** What has happened so far on each connection, in the order of their arrival. */
    public List<Connection> connections() {
        return connections.stream().map(ServerConnection::snapshot).toList();
    }

    /** The bytes of requests received on all connections: see {@link Connection#requestBytes()}. */
    public long requestBytes() {
        return connections().stream().mapToLong(Connection::requestBytes).sum();
    }

    /**
     * Ends all connections as a polite server does (GOAWAY, close_notify) and waits up to the given time for the clients to see it. No
     * request may be under way.
     */
    public boolean closeConnections(Duration patience) throws InterruptedException {
        connections.forEach(ServerConnection::sayFarewell);
        return awaitQuiet(patience);
    }

    /**
     * Waits until every client has ended its connections, so that {@link #requestBytes()} is final; false if one did not in time.
     */
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (ServerConnection connection : connections) {
            if (!connection.awaitEnd(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Presents another chain to new connections and resumes no session of before. Open connections stay as they are. */
    public void presentFromNowOn(List<TestCertificate> chain) {
        try {
            identity = new Identity(Map.of("", chain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot serve " + chain, e);
        }
    }

    /**
     * The next request on each open connection sets off a new handshake, with this chain, before it is answered. A client that rather
     * connects anew meets the same chain, and resumes no session of before.
     */
    public void renegotiateAs(List<TestCertificate> chain) {
        Identity current = Objects.requireNonNull(identity, "a server in clear text has nothing to renegotiate");
        current.keys.presentToAll(chain);
        presentFromNowOn(chain);
        connections.forEach(ServerConnection::renegotiate);
    }

    /** Stops listening and ends all connections at once. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(ServerConnection::kill);
            if (ownsBackend) {
                backend.close();
            }
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket raw = listener.accept();
                raw.setTcpNoDelay(true);
                Identity current = identity;
                ServerConnection connection =
                        new ServerConnection(raw, current == null ? null : wrap(current.context, raw));
                connections.add(connection);
                THREADS.execute(() -> connection.serve(backend, address(), THREADS));
            } catch (IOException closedOrAborted) {
                // the loop condition tells one from the other
            }
        }
    }

    private SSLSocket wrap(SSLContext tls, Socket raw) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, true);
        socket.setUseClientMode(false);
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLParameters parameters(Builder builder) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(
                builder.versions.stream().map(TlsVersion::jsseName).toArray(String[]::new));
        parameters.setApplicationProtocols(builder.protocols.stream()
                .sorted(Comparator.reverseOrder()) // the server's preference decides
                .map(Protocol::alpn)
                .toArray(String[]::new));
        return parameters;
    }

    /** What the server presents, with the keys of the session tickets that go with it. */
    private static final class Identity {
        private final ServerIdentities keys;
        private final SSLContext context;

        private Identity(Map<String, List<TestCertificate>> chains) throws GeneralSecurityException {
            Provider own = Security.getProvider("SunJSSE"); // whatever the client under test has put before it
            keys = new ServerIdentities(chains);
            context = own == null ? SSLContext.getInstance("TLS") : SSLContext.getInstance("TLS", own);
            context.init(new KeyManager[] {keys}, null, null);
            context.createSSLEngine(); // a provider that breaks the JDK's TLS is to be noticed here, not by the first
            // client
        }
    }

    /**
     * What a server knows of one connection.
     *
     * @param handshakeCompleted whether the client accepted the server's certificate
     * @param resumed whether the handshake resumed an earlier session
     * @param serverName the SNI of the client, if it sent one
     * @param protocol what was negotiated; null as long as there is no handshake
     * @param requestBytes HTTP/1.1: every byte inside TLS. HTTP/2: the HEADERS, DATA and CONTINUATION frames; preface, SETTINGS,
     *     WINDOW_UPDATE, PING, PRIORITY, RST_STREAM and GOAWAY carry nothing of a request and are not counted
     * @param ended whether nothing more can come
     */
    public record Connection(
            boolean handshakeCompleted,
            boolean resumed,
            @Nullable String serverName,
            @Nullable Protocol protocol,
            long requestBytes,
            boolean ended) {}

    /** Options of a server. Not thread-safe. */
    public static final class Builder {
        private final Map<String, List<TestCertificate>> identities = new HashMap<>();
        private Set<Protocol> protocols = EnumSet.of(Protocol.HTTP_2, Protocol.HTTP_1_1);
        private Set<TlsVersion> versions = EnumSet.allOf(TlsVersion.class);
        private boolean clearText;
        private InetSocketAddress address = new InetSocketAddress(Loopback.named("localhost"), 0);
        private @Nullable Duration pause;

        private Builder() {}

        /** The certificates to send, leaf first, exactly as given; the leaf's key is used. */
        public Builder present(List<TestCertificate> chain) {
            return presentTo("", chain);
        }

        /** As {@link #present(List)}, to clients that ask for this server name. */
        public Builder presentTo(String serverName, List<TestCertificate> chain) {
            identities.put(serverName.toLowerCase(Locale.ROOT), List.copyOf(chain));
            return this;
        }

        /** The protocols offered by ALPN. Both by default. */
        public Builder protocols(Protocol first, Protocol... others) {
            return protocols(EnumSet.of(first, others));
        }

        public Builder protocols(Set<Protocol> protocols) {
            this.protocols = protocols;
            return this;
        }

        /** The TLS versions offered. Both by default. */
        public Builder versions(TlsVersion first, TlsVersion... others) {
            return versions(EnumSet.of(first, others));
        }

        public Builder versions(Set<TlsVersion> versions) {
            this.versions = versions;
            return this;
        }

        /** No TLS at all. */
        public Builder clearText() {
            this.clearText = true;
            return this;
        }

        /** Where to listen, on loopback; port 0 is any free one. 127.0.0.1 and any by default. */
        public Builder at(String address, int port) {
            this.address = new InetSocketAddress(Loopback.named("localhost", address), port);
            return this;
        }

        /** Sends its part of a handshake byte by byte, with this pause after each. */
        public Builder dribbling(Duration pause) {
            this.pause = pause;
            return this;
        }

        private ServerSocket listen() throws IOException {
            return pause == null
                    ? new ServerSocket(address.getPort(), 50, address.getAddress())
                    : new DribblingListener(address.getPort(), address.getAddress(), pause);
        }

        public TlsServer start() {
            return start(null);
        }

        public TlsServer start(@Nullable Backend shared) {
            try {
                return new TlsServer(this, shared);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot serve " + identities, e);
            }
        }
    }
}
