package dev.linchpin.cli.peer;

import dev.linchpin.cli.peer.Handshake.Unreached;
import dev.linchpin.cli.peer.PeerException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * The certificates that a TLS server presents. Nothing is validated: whoever answers is believed, so that also a chain can be seen
 * that is expired or from an authority of one's own.
 *
 * <p>A server may have several certificates, say for RSA and for ECDSA, and choose by what the client can verify. It presents each only
 * to a client that asks for one of that kind, and not every server goes on to its next certificate.
 */
public final class PeerChains {
    /** Where Bouncy Castle ends a handshake because the answer was to another question. */
    private static final Set<Short> ENDS = Set.of(
            AlertDescription.handshake_failure, AlertDescription.illegal_parameter, AlertDescription.protocol_version);

    private final Endpoint peer;
    private final Handshake handshake;
    private final boolean stays;

    private PeerChains(Endpoint peer, List<InetSocketAddress> addresses, Duration timeout, boolean stays) {
        this.peer = peer;
        this.handshake = new Handshake(addresses, timeout);
        this.stays = stays;
    }

    /**
     * Those that are shown to a client that leaves when it has seen them, and takes whatever it is shown.
     *
     * @param peer whom to ask for
     * @param addresses tried in turn until one takes the connection
     * @param timeout to connect, and again for the handshake
     */
    public static PeerChains atFirstSight(Endpoint peer, List<InetSocketAddress> addresses, Duration timeout) {
        return new PeerChains(peer, addresses, timeout, false);
    }

    /**
     * Those for which the server proves that it has the key, in a whole handshake of TLS 1.2 or 1.3.
     *
     * @param peer whom to ask for
     * @param address where
     * @param timeout to connect, and again for the handshake
     */
    public static PeerChains proven(Endpoint peer, InetSocketAddress address, Duration timeout) {
        return new PeerChains(peer, List.of(address), timeout, true);
    }

    /**
     * What the server presents to a client that takes certificates of these kinds, leaf first.
     *
     * @throws PeerException if it presents nothing; {@link Reason#REFUSED} if that may be for want of such a certificate
     */
    public Presented ask(Set<KeyKind> wanted) throws PeerException {
        try {
            return askTwice(wanted);
        } catch (SocketTimeoutException e) {
            throw new PeerException(
                    Reason.LATE,
                    "it did not answer within " + handshake.timeout().toSeconds() + " s",
                    e);
        } catch (Unreached e) {
            throw new PeerException(Reason.UNREACHABLE, String.valueOf(e.getMessage()), e);
        } catch (TlsFatalAlertReceived e) {
            throw new PeerException(Reason.REFUSED, "it refused the TLS handshake: " + e.getMessage(), e);
        } catch (TlsFatalAlert | EOFException e) {
            throw new PeerException(
                    isRefusal(e) ? Reason.REFUSED : Reason.FAILED, "the TLS handshake failed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PeerException(
                    isRefusal(e) ? Reason.REFUSED : Reason.LOST, "the connection failed: " + e.getMessage(), e);
        }
    }

    /**
     * What the server presents to a client that takes whatever there is, and then to clients that take one of these kinds only, as far as it
     * has them.
     *
     * @throws PeerException if it presents nothing at first, or fails at anything but to have a kind
     */
    public List<List<byte[]>> askForEach(Set<KeyKind> kinds) throws PeerException {
        List<List<byte[]>> chains = new ArrayList<>();
        List<byte[]> preferred = ask(EnumSet.allOf(KeyKind.class)).chain();
        chains.add(preferred);
        Optional<KeyKind> seen = KeyKind.of(preferred.get(0));
        for (KeyKind kind : kinds) {
            if (seen.equals(Optional.of(kind))) {
                continue;
            }
            try {
                chains.add(ask(EnumSet.of(kind)).chain());
            } catch (PeerException e) {
                if (e.reason() != Reason.REFUSED) {
                    throw e;
                }
            }
        }
        return chains;
    }

    /**
     * Some servers take fright at TLS 1.3, and some have a certificate for older versions only: who refuses is asked again without
     * it.
     */
    private Presented askTwice(Set<KeyKind> wanted) throws IOException, PeerException {
        try {
            return ask(wanted, LookingClient.NEWEST);
        } catch (IOException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            try {
                return ask(wanted, ProtocolVersion.TLSv12);
            } catch (IOException again) {
                throw isRefusal(again) ? e : again;
            }
        }
    }

    private Presented ask(Set<KeyKind> wanted, ProtocolVersion newest) throws IOException, PeerException {
        return handshake.chain(new LookingClient(peer.host(), wanted, newest, stays));
    }

    /** A server that has nothing to present to such a client says so by an alert, by hanging up, or by what was not asked for. */
    private static boolean isRefusal(IOException e) {
        return e instanceof TlsFatalAlertReceived
                || e instanceof EOFException
                || e.getClass() == SocketException.class
                || (e instanceof TlsFatalAlert alert && ENDS.contains(alert.getAlertDescription()));
    }

    /**
     * What a server has presented.
     *
     * @param chain as it was sent, leaf first
     * @param flaw why the rest of the handshake failed, if it did: the server does not keep to the protocol, or has no such key
     * @param refusedClient whether it was the server that then ended the handshake, as it may for want of a client certificate
     */
    public record Presented(List<byte[]> chain, Optional<String> flaw, boolean refusedClient) {}
}
