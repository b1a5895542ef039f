package dev.linchpin.cli.pin;

import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.peer.KeyKind;
import dev.linchpin.cli.peer.PeerChains;
import dev.linchpin.cli.peer.PeerException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The keys in all certificates that a TLS server presents, for every kind of key that it is asked for, one by one. */
final class PeerKeys {
    private final Endpoint peer;
    private final Endpoint address;
    private final Duration timeout;

    private PeerKeys(Endpoint peer, Endpoint address, Duration timeout) {
        this.peer = peer;
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * Each certificate once, chain after chain; that which the server prefers comes first.
     *
     * @param peer whom to ask for
     * @param address where to connect
     * @param timeout for everything, the resolution of the name included
     */
    static FoundKeys read(Endpoint peer, Endpoint address, Duration timeout) throws SourceException {
        PeerKeys keys = new PeerKeys(peer, address, timeout);
        FutureTask<FoundKeys> task = new FutureTask<>(keys::read);
        Thread thread = new Thread(task, "linchpin-pin");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SourceException("it did not answer within " + timeout.toSeconds() + " s", e);
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

    private FoundKeys read() throws SourceException {
        List<List<PinnedKey>> found = new ArrayList<>();
        try {
            for (List<byte[]> chain :
                    PeerChains.atFirstSight(peer, addresses(), timeout).askForEach(EnumSet.allOf(KeyKind.class))) {
                found.add(keys(chain));
            }
        } catch (PeerException e) {
            throw new SourceException(reason(e), e);
        }
        return FoundKeys.of(found.stream().flatMap(List::stream).distinct().toList(), found);
    }

    private List<InetSocketAddress> addresses() throws SourceException {
        try {
            return address.addresses();
        } catch (UnknownHostException e) {
            throw new SourceException("no such file, and no host " + address.host() + " is known", e);
        }
    }

    private static List<PinnedKey> keys(List<byte[]> chain) throws SourceException {
        List<PinnedKey> keys = new ArrayList<>();
        for (byte[] certificate : chain) {
            keys.add(PinnedKey.ofCertificate(certificate));
        }
        return keys;
    }

    private String reason(PeerException e) {
        return switch (e.reason()) {
            case UNREACHABLE -> "it cannot be reached at " + address + ": " + e.getMessage();
            case OTHER_THAN_TLS -> e.getMessage() + otherClients(" -starttls PROTOCOL");
            case REFUSED, FAILED -> e.getMessage() + otherClients("");
            case LATE, LOST -> String.valueOf(e.getMessage());
        };
    }

    /** How to get there with a client that knows more. */
    private String otherClients(String option) {
        String name = peer.host().isAddress() ? "" : " -servername " + peer.host();
        return "; what another client sees can be piped: openssl s_client" + option + " -showcerts -connect " + address
                + name + " </dev/null | linchpin pin -";
    }
}
