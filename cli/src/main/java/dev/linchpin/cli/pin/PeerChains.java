package dev.linchpin.cli.pin;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * The certificates that a TLS server presents. Nothing is validated: whoever answers is believed, so that also a chain can be seen
 * that is expired or from an authority of one's own.
 *
 * <p>A server may have several certificates, say for RSA and for ECDSA, and choose by what the client can verify. It is therefore
 * asked again for each kind of key that it has not shown, one by one, since not every server goes on to its next certificate.
 */
final class PeerChains {
    /** Where Bouncy Castle ends a handshake because the answer was to another question. */
    private static final Set<Short> ENDS = Set.of(
            AlertDescription.handshake_failure, AlertDescription.illegal_parameter, AlertDescription.protocol_version);

    private final Endpoint address;
    private final Duration timeout;
    private final Handshake handshake;

    private PeerChains(Endpoint peer, Endpoint address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.handshake = new Handshake(peer, address, timeout);
    }

    /**
     * Each certificate once, chain after chain; that which the server prefers comes first.
     *
     * @param peer whom to ask for
     * @param address where to connect
     * @param timeout for everything, the resolution of the name included
     */
    static List<PinnedKey> read(Endpoint peer, Endpoint address, Duration timeout) throws SourceException {
        PeerChains chains = new PeerChains(peer, address, timeout);
        FutureTask<List<PinnedKey>> task = new FutureTask<>(chains::read);
        Thread thread = new Thread(task, "linchpin-pin");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw chains.late(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceException reason) {
                throw reason;
            }
            throw new SourceException("the TLS handshake failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("it was interrupted", e);
        }
    }

    private List<PinnedKey> read() throws SourceException {
        List<PinnedKey> found = new ArrayList<>();
        Set<KeyKind> unseen = EnumSet.allOf(KeyKind.class);
        try {
            add(ask(unseen), found).ifPresent(unseen::remove);
            for (KeyKind kind : unseen) {
                askFor(kind, found);
            }
        } catch (UnknownHostException e) {
            throw new SourceException("no such file, and no host " + address.host() + " is known", e);
        } catch (SocketTimeoutException e) {
            throw late(e);
        } catch (ConnectException | NoRouteToHostException e) {
            throw new SourceException("it cannot be reached at " + address + ": " + e.getMessage(), e);
        } catch (TlsFatalAlertReceived e) {
            throw new SourceException(
                    "it refused the TLS handshake: " + e.getMessage() + handshake.otherClients(""), e);
        } catch (TlsFatalAlert | EOFException e) {
            throw new SourceException("the TLS handshake failed: " + e.getMessage() + handshake.otherClients(""), e);
        } catch (IOException e) {
            throw new SourceException("the connection failed: " + e.getMessage(), e);
        }
        return found;
    }

    private void askFor(KeyKind kind, List<PinnedKey> found) throws IOException, SourceException {
        try {
            add(ask(EnumSet.of(kind)), found);
        } catch (IOException e) {
            if (!isRefusal(e)) {
                throw e;
            }
        }
    }

    /** Adds what is new, and tells the kind of the server's own key. */
    private static Optional<KeyKind> add(List<byte[]> chain, List<PinnedKey> found) throws SourceException {
        List<PinnedKey> before = List.copyOf(found);
        for (byte[] certificate : chain) {
            PinnedKey key = PinnedKey.ofCertificate(certificate);
            if (!before.contains(key)) {
                found.add(key);
            }
        }
        return KeyKind.of(chain.get(0));
    }

    /**
     * Some servers take fright at TLS 1.3, and some have a certificate for older versions only: who refuses is asked again without
     * it.
     */
    private List<byte[]> ask(Set<KeyKind> wanted) throws IOException, SourceException {
        try {
            return handshake.chain(wanted, LookingClient.NEWEST);
        } catch (IOException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            try {
                return handshake.chain(wanted, ProtocolVersion.TLSv12);
            } catch (IOException again) {
                throw isRefusal(again) ? e : again;
            }
        }
    }

    /** A server that has nothing to present to such a client says so by an alert, by hanging up, or by what was not asked for. */
    private static boolean isRefusal(IOException e) {
        return e instanceof TlsFatalAlertReceived
                || e instanceof EOFException
                || e.getClass() == SocketException.class
                || (e instanceof TlsFatalAlert alert && ENDS.contains(alert.getAlertDescription()));
    }

    private SourceException late(Exception cause) {
        return new SourceException("it did not answer within " + timeout.toSeconds() + " s", cause);
    }
}
