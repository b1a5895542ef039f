package dev.linchpin.cli.check;

import dev.linchpin.cli.peer.Endpoint;
import dev.linchpin.cli.peer.KeyKind;
import dev.linchpin.cli.peer.PeerChains;
import dev.linchpin.cli.peer.PeerChains.Presented;
import dev.linchpin.cli.peer.PeerException;
import dev.linchpin.cli.peer.PeerException.Reason;
import dev.linchpin.policy.Hostname;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the servers of hosts what they present: every address, and once for each kind of key that nearly all servers have. A client
 * verifies either, so both have to be right.
 */
final class Servers {
    private static final Set<KeyKind> USUAL = EnumSet.of(KeyKind.EC, KeyKind.RSA);

    private final Routes routes;
    private final ChainJudge judge;
    private final Duration timeout;

    /** @param timeout to connect, and again for each handshake */
    Servers(Routes routes, ChainJudge judge, Duration timeout) {
        this.routes = routes;
        this.judge = judge;
        this.timeout = timeout;
    }

    /** One at least, be it the failure to get any. */
    List<Presentation> presentationsOf(Endpoint peer) {
        List<InetSocketAddress> addresses;
        try {
            addresses = routes.to(peer, timeout);
        } catch (UnknownHostException e) {
            return List.of(failure(peer.toString(), Verdict.UNREACHABLE, String.valueOf(e.getMessage())));
        }
        List<Presentation> all = new ArrayList<>();
        addresses.forEach(address -> addPresentationsAt(address, peer, all));
        return all;
    }

    /** What it prefers first, then the other usual kind, which it may refuse. */
    private void addPresentationsAt(InetSocketAddress address, Endpoint peer, List<Presentation> all) {
        String place = text(address);
        PeerChains chains = PeerChains.proven(peer, address, timeout);
        try {
            Presented preferred = chains.ask(EnumSet.allOf(KeyKind.class));
            KeyKind kind = KeyKind.of(preferred.chain().get(0)).orElse(null);
            all.add(judged(place, kind == null ? "unknown" : kind.name(), preferred, peer));
            for (KeyKind other : USUAL) {
                if (other != kind) {
                    addOther(other, chains, place, peer, all);
                }
            }
        } catch (PeerException e) {
            all.add(failure(place, verdict(e.reason()), String.valueOf(e.getMessage())));
        }
    }

    private static String text(InetSocketAddress address) {
        String scoped = address.getAddress().getHostAddress();
        String plain = scoped.replaceFirst("%.*", "");
        return Endpoint.of(Hostname.parse(plain) + scoped.substring(plain.length()), address.getPort());
    }

    private void addOther(KeyKind kind, PeerChains chains, String place, Endpoint peer, List<Presentation> all)
            throws PeerException {
        try {
            Presented other = chains.ask(EnumSet.of(kind));
            if (KeyKind.of(other.chain().get(0)).filter(kind::equals).isPresent()) {
                all.add(judged(place, kind.name(), other, peer));
            }
        } catch (PeerException e) {
            if (e.reason() != Reason.REFUSED) {
                throw e;
            }
        }
    }

    private Presentation judged(String place, String kind, Presented presented, Endpoint peer) {
        Judgement judgement = judge.judge(peer.host(), presented.chain());
        if (presented.flaw().isPresent() && judgement.verdict().severity() != Severity.FAILURE) {
            judgement = new Judgement(
                    Verdict.HANDSHAKE_FAILURE,
                    ForeignText.of(presented.flaw().get()),
                    judgement.sent(),
                    judgement.path(),
                    null);
        }
        List<Finding> findings = presented.refusedClient()
                ? List.of(
                        new Finding(
                                Severity.NOTE,
                                "client-refused",
                                place
                                        + " ends the handshake after its certificates, as servers do that want one of the client"))
                : List.of();
        return new Presentation(place, kind, judgement, findings);
    }

    private static Presentation failure(String place, Verdict verdict, String detail) {
        return new Presentation(place, null, Judgement.without(verdict, ForeignText.of(detail)), List.of());
    }

    private static Verdict verdict(Reason reason) {
        return switch (reason) {
            case UNREACHABLE, LATE, LOST -> Verdict.UNREACHABLE;
            case OTHER_THAN_TLS -> Verdict.NO_TLS;
            case REFUSED, FAILED -> Verdict.HANDSHAKE_FAILURE;
        };
    }
}
