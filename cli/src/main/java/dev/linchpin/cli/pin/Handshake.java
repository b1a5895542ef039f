package dev.linchpin.cli.pin;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsClientProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Connects, and shakes hands until the server has presented its chain.
 *
 * @param peer whom to ask for
 * @param address where to connect
 * @param timeout for each step
 */
record Handshake(Endpoint peer, Endpoint address, Duration timeout) {
    /**
     * The chain, as it was sent.
     *
     * @param wanted certificates about what
     * @param newest the newest version to offer
     * @throws EOFException if the server hangs up
     * @throws SourceException if it is no TLS server
     */
    List<byte[]> chain(Set<KeyKind> wanted, ProtocolVersion newest) throws IOException, SourceException {
        String name = peer.host().isAddress() ? null : peer.host().toString();
        LookingClient client = new LookingClient(name, wanted, newest);
        try (Socket socket = connect();
                Answer answer = new Answer(socket.getInputStream())) {
            try {
                new TlsClientProtocol(answer, socket.getOutputStream()).connect(client);
            } catch (IOException | RuntimeException e) {
                @Nullable List<byte[]> presented = client.presented();
                if (presented != null) {
                    return presented;
                }
                Optional<String> words = answer.otherThanTls();
                if (words.isPresent()) {
                    throw new SourceException(
                            "it does not answer in TLS but with \"" + words.get() + '"'
                                    + otherClients(" -starttls PROTOCOL"),
                            e);
                }
                if (answer.hasEnded()) {
                    throw new EOFException("it hung up");
                }
                throw e;
            }
        }
        throw new IllegalStateException("the handshake goes no further than the chain");
    }

    private Socket connect() throws IOException {
        IOException failure = new UnknownHostException(address.host().toString());
        for (InetAddress candidate : InetAddress.getAllByName(address.host().toString())) {
            Socket socket = new Socket();
            try {
                socket.setSoTimeout((int) timeout.toMillis());
                socket.connect(new InetSocketAddress(candidate, address.port()), (int) timeout.toMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    /** How to get there with a client that knows more. */
    String otherClients(String option) {
        String name = peer.host().isAddress() ? "" : " -servername " + peer.host();
        return "; what another client sees can be piped: openssl s_client" + option + " -showcerts -connect " + address
                + name + " </dev/null | linchpin pin -";
    }
}
