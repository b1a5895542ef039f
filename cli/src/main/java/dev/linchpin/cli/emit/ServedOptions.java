package dev.linchpin.cli.emit;

import dev.linchpin.cli.command.Terminal;
import dev.linchpin.cli.key.ChainFile;
import dev.linchpin.cli.key.PathTable;
import dev.linchpin.cli.key.PinnableCertificate;
import dev.linchpin.cli.key.PinnablePath;
import dev.linchpin.cli.key.Role;
import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.peer.KeyKind;
import dev.linchpin.cli.peer.PeerChains;
import dev.linchpin.cli.peer.PeerException;
import dev.linchpin.pin.Pin;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Certificates whose keys are to be pinned: from a file, or as a server presents them. */
final class ServedOptions {
    private static final int MAX_TIMEOUT = 3600;
    private static final Set<KeyKind> USUAL = EnumSet.of(KeyKind.EC, KeyKind.RSA);

    @Option(names = "--chain", paramLabel = "FILE", description = "The certificates of the server, PEM or DER.")
    private @Nullable Path chain;

    @Option(
            names = "--from",
            paramLabel = "HOST[:PORT]",
            description =
                    "Ask this server for its certificates, of EC and of RSA keys; without --host it is the one that is pinned.")
    private @Nullable String from;

    @Option(
            names = "--connect",
            paramLabel = "ADDRESS[:PORT]",
            description = "Connect to this address, but ask for the host of --from.")
    private @Nullable String connect;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long the server may take to answer; ${DEFAULT-VALUE} unless given.")
    private int timeout;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Which certificates are pinned: leaf (unless given), intermediate or root; may be repeated.")
    private List<String> roles = List.of();

    @Option(
            names = "--yes-pin-root",
            description =
                    "Pin the root of a public authority and nothing below it: whoever gets a certificate there is accepted.")
    private boolean publicRootMayStandAlone;

    boolean areGiven() {
        return chain != null || from != null;
    }

    /** The host that was asked. */
    Optional<String> host() {
        return from == null
                ? Optional.empty()
                : Optional.of(Endpoint.ofOption("--from", from, 443).host().toString());
    }

    /**
     * The keys to pin, and what they are; says what comes of pinning each certificate.
     *
     * @throws IllegalArgumentException if there are none: the message is a sentence
     */
    Map<Pin, String> keys(Terminal terminal) {
        if (chain != null && from != null) {
            throw new IllegalArgumentException("--chain and --from both give certificates, expected one of them");
        }
        List<Role> wanted = roles.stream().map(ServedOptions::role).toList();
        Map<Pin, String> keys = new LinkedHashMap<>();
        for (PinnablePath path : paths(terminal)) {
            new PathTable(terminal, Instant.now()).tell(path);
            path.choose(wanted, publicRootMayStandAlone).forEach(one -> keys.put(one.pin(), describe(one)));
        }
        if (from != null) {
            terminal.complain(from + " presented these certificates just now, and nothing of it was validated:"
                    + " compare the pins with another source before you rely on them");
        }
        return keys;
    }

    private static String describe(PinnableCertificate certificate) {
        return certificate.role() + ", " + certificate.subject() + ", until "
                + LocalDate.ofInstant(certificate.notAfter(), ZoneOffset.UTC);
    }

    private List<PinnablePath> paths(Terminal terminal) {
        if (chain != null) {
            try {
                return List.of(PinnablePath.ofCertificates(ChainFile.read(chain)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--chain " + chain + ": " + e.getMessage(), e);
            }
        }
        Endpoint peer = Endpoint.ofOption("--from", String.valueOf(from), 443);
        Endpoint address = connect == null ? peer : Endpoint.ofOption("--connect", connect, peer.port());
        terminal.progress("asking " + peer + " ...");
        try {
            return ask(peer, address, terminal).stream()
                    .map(PinnablePath::ofEncoded)
                    .toList();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no host " + address.host() + " is known", e);
        } catch (PeerException e) {
            throw new IllegalArgumentException("--from " + from + ": " + e.getMessage(), e);
        }
    }

    /**
     * What is presented at every address, each chain once: servers behind one name need not have one key. An address at which nobody is, while
     * others answer, is told and left out.
     */
    private List<List<byte[]>> ask(Endpoint peer, Endpoint address, Terminal terminal)
            throws PeerException, UnknownHostException {
        Map<List<ByteBuffer>, List<byte[]>> chains = new LinkedHashMap<>();
        List<PeerException> unreached = new ArrayList<>();
        for (InetSocketAddress place : address.addresses()) {
            try {
                PeerChains.atFirstSight(peer, List.of(place), timeout())
                        .askForEach(USUAL)
                        .forEach(chain -> chains.putIfAbsent(
                                chain.stream().map(ByteBuffer::wrap).toList(), chain));
            } catch (PeerException e) {
                if (e.reason() != PeerException.Reason.UNREACHABLE) {
                    throw e;
                }
                unreached.add(e);
            }
        }
        if (chains.isEmpty()) {
            throw unreached.get(0);
        }
        unreached.forEach(e -> terminal.complain("--from " + from + ": one address is left out: " + e.getMessage()));
        return List.copyOf(chains.values());
    }

    private Duration timeout() {
        if (timeout < 1 || timeout > MAX_TIMEOUT) {
            throw new IllegalArgumentException(
                    "--timeout " + timeout + " is not between 1 and " + MAX_TIMEOUT + " seconds");
        }
        return Duration.ofSeconds(timeout);
    }

    private static Role role(String text) {
        return EnumSet.of(Role.LEAF, Role.INTERMEDIATE, Role.ROOT).stream()
                .filter(role -> role.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--role " + text + " is unknown, expected leaf, intermediate or root"));
    }
}
