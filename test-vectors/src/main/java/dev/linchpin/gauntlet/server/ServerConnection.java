package dev.linchpin.gauntlet.server;

import dev.linchpin.gauntlet.transport.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection: handshake, then bytes to and fro between the client and the back end. Request bytes are counted before they
 * are passed on, so that whatever a client can have an answer to has been counted.
 */
final class ServerConnection {
    /** HTTP/2 GOAWAY, no error, and every stream so far will be answered (RFC 9113, section 6.8). */
    private static final byte[] GOAWAY = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7f, -1, -1, -1, 0, 0, 0, 0};

    private final Socket raw;
    private final @Nullable SSLSocket tls;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicLong requestBytes = new AtomicLong();
    private volatile @Nullable Socket upstream;
    private volatile @Nullable Protocol protocol;
    private volatile @Nullable String serverName;
    private volatile boolean handshakeCompleted;
    private volatile boolean resumed;
    private volatile boolean renegotiating;

    ServerConnection(Socket raw, @Nullable SSLSocket tls) {
        this.raw = raw;
        this.tls = tls;
    }

    /** Serves the client until either side ends it. Never throws: a client that aborts is daily business here. */
    void serve(Backend backend, InetSocketAddress address, Executor threads) {
        try (Socket client = tls == null ? raw : handshake(tls);
                Socket server = backend.connect(address)) {
            upstream = server;
            threads.execute(() -> answer(server, client));
            forward(client, server);
        } catch (IOException theClientWentAway) {
            // its end is all there is to know, and is told below
        } finally {
            kill();
            ended.countDown();
        }
    }

    private Socket handshake(SSLSocket socket) throws IOException {
        long start = System.currentTimeMillis();
        socket.startHandshake();
        // A resumed session is as old as the full handshake that made it, also when the client brings it back in a
        // ticket.
        resumed = socket.getSession().getCreationTime() < start;
        serverName = ServerIdentities.serverName(socket.getSession());
        protocol = Protocol.HTTP_2.alpn().equals(socket.getApplicationProtocol()) ? Protocol.HTTP_2 : Protocol.HTTP_1_1;
        handshakeCompleted = true;
        if (raw instanceof DribblingListener.Connection dribbling) {
            dribbling.speedUp();
        }
        return socket;
    }

    private void forward(Socket client, Socket server) throws IOException {
        RequestMeter meter = new RequestMeter(protocol == null ? Protocol.HTTP_1_1 : protocol);
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (renegotiating && tls != null) {
                renegotiating = false;
                beginNewHandshake(tls, out, Arrays.copyOf(buffer, n));
                continue;
            }
            requestBytes.addAndGet(meter.count(buffer, n));
            out.write(buffer, 0, n);
        }
    }

    /** The next bytes of the client set off another handshake and are passed on, and so answered, when that is done. */
    void renegotiate() {
        renegotiating = true;
    }

    private static void beginNewHandshake(SSLSocket tls, OutputStream server, byte[] withheld) throws IOException {
        Certificate before = tls.getSession().getLocalCertificates()[0];
        tls.addHandshakeCompletedListener(done -> {
            try {
                if (before.equals(done.getLocalCertificates()[0])) {
                    throw new IOException("the client was shown the same certificate again");
                }
                server.write(withheld);
            } catch (IOException nothingToAnswer) {
                closeQuietly(tls);
            }
        });
        // A session cannot be resumed without its cipher suite; if it could, no certificate would be shown.
        String suite = tls.getSession().getCipherSuite();
        tls.setEnabledCipherSuites(Stream.of(tls.getEnabledCipherSuites())
                .filter(other -> !other.equals(suite))
                .toArray(String[]::new));
        tls.startHandshake(); // sends HelloRequest; all else happens while the next bytes are read
    }

    private static void answer(Socket server, Socket client) {
        try (client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException theClientWentAway) {
            // the thread that reads from the client sees it as well
        }
    }

    /** Tells the client that this connection takes no further requests, and ends it. No request may be under way. */
    void sayFarewell() {
        try {
            if (tls != null) {
                if (protocol == Protocol.HTTP_2) {
                    tls.getOutputStream().write(GOAWAY);
                }
                tls.shutdownOutput();
            } else {
                raw.shutdownOutput();
            }
        } catch (IOException alreadyEnded) {
            // which is what was wanted
        }
    }

    /** Ends the connection at once, without a word. */
    void kill() {
        closeQuietly(raw);
        closeQuietly(upstream);
    }

    private static void closeQuietly(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException nothingToSave) {
            // closed is closed
        }
    }

    /** Waits until everything that the client sent has been read; false if the client keeps the connection open. */
    boolean awaitEnd(long deadlineNanos) throws InterruptedException {
        return ended.await(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    TlsServer.Connection snapshot() {
        return new TlsServer.Connection(
                handshakeCompleted, resumed, serverName, protocol, requestBytes.get(), ended.getCount() == 0);
    }
}
