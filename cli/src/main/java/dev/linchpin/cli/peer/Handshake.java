package dev.linchpin.cli.peer;

import dev.linchpin.cli.peer.PeerChains.Presented;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;

/**
 * Connects, and shakes hands.
 *
 * @param addresses tried in turn until one takes the connection
 * @param timeout to connect to one of them, and again for all that the peer sends
 */
record Handshake(List<InetSocketAddress> addresses, Duration timeout) {
    /**
     * What the server presents.
     *
     * @param client for one handshake
     * @throws Unreached if nobody takes the connection
     * @throws EOFException if the server hangs up
     * @throws PeerException if it is no TLS server
     */
    Presented chain(LookingClient client) throws IOException, PeerException {
        try (Socket socket = connect();
                Answer answer = Answer.on(socket, timeout)) {
            TlsClientProtocol protocol = new TlsClientProtocol(answer, socket.getOutputStream());
            try {
                protocol.connect(client);
                protocol.close();
                return new Presented(client.presented(), Optional.empty(), false);
            } catch (IOException | RuntimeException e) {
                List<byte[]> chain = client.presented();
                if (chain.isEmpty()) {
                    throw failure(answer, e);
                }
                if (client.isContent()) {
                    return new Presented(chain, Optional.empty(), false);
                } else if (client.wasAskedForCertificate() && !(e instanceof TlsFatalAlert)) {
                    return new Presented(chain, Optional.empty(), true);
                }
                return new Presented(chain, Optional.of(String.valueOf(e.getMessage())), false);
            }
        }
    }

    private static IOException failure(Answer answer, Exception e) throws PeerException {
        Optional<String> words = answer.otherThanTls();
        if (words.isPresent()) {
            throw new PeerException(
                    PeerException.Reason.OTHER_THAN_TLS,
                    "it does not answer in TLS but with \"" + words.get() + '"',
                    e);
        }
        if (answer.hasEnded()) {
            return new EOFException("it hung up");
        }
        if (e instanceof IOException failure) {
            return failure;
        }
        throw (RuntimeException) e;
    }

    private Socket connect() throws IOException {
        IOException failure = new UnknownHostException();
        for (InetSocketAddress candidate : addresses) {
            Socket socket = new Socket();
            try {
                socket.connect(candidate, (int) timeout.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e instanceof SocketTimeoutException ? e : new Unreached(e);
            }
        }
        throw failure;
    }

    /** Nobody takes the connection. */
    static final class Unreached extends IOException {
        private static final long serialVersionUID = 1L;

        private Unreached(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
