package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.TlsVersion;
import java.time.Duration;
import java.util.List;

/** Handshakes that are slow, and peers whose certificates change behind a connection or a session. */
final class Handshakes {
    private static final String FIRST = "https://" + HOST + ":{genuine}/first";

    /** After each of some 3,000 bytes. */
    private static final Duration SLOW = Duration.ofMillis(9);

    private static final Duration SLOW_PATIENCE = Duration.ofSeconds(90);

    private Handshakes() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                keptAliveThroughKeyChange(pki),
                resumedStillPinned(pki),
                resumptionDeclined(pki),
                resumedAfterRefusal(pki),
                renegotiated(pki),
                scenario(
                                "dribbled-handshake",
                                "handshake byte by byte",
                                "None: the server sends its handshake byte by byte.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .dribbling(Duration.ZERO)
                        .policy(pki.pinned(pki.leaf))
                        .accept(),
                dribbledRogue(pki),
                scenario(
                                "slow-handshake",
                                "handshake of 30 seconds",
                                "None: the server takes 30 seconds for its handshake.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .dribbling(SLOW)
                        .policy(pki.pinned(pki.leaf))
                        .patience(SLOW_PATIENCE)
                        .accept(),
                slowRogue(pki));
    }

    static Scenario keptAliveThroughKeyChange(TestPki pki) {
        return scenario(
                        "kept-alive-through-key-change",
                        "key change behind open connection",
                        "None: the server changes its key for new connections while one is open that was judged by the old one.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after(FIRST)
                .then(new Step.TakeOver("genuine", List.of(pki.impostor(pki.rogueIssuing), pki.rogueIssuing)))
                .accept();
    }

    static Scenario resumedStillPinned(TestPki pki) {
        return scenario(
                        "resumed-still-pinned",
                        "second connection, session offered",
                        "None: the server ends the connection, and resumes the session of it if the client asks for that.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after("https://" + HOST + ":{genuine}/farewell")
                .closingConnections()
                .reference("RFC 8446, section 2.2")
                .accept();
    }

    /**
     * Whether a session is resumed is the server's decision (RFC 8446, section 2.2): a client that expects it must still judge the
     * certificates that it is shown instead.
     *
     * <pre>
     *   client ── full handshake, GET ──> genuine       session kept
     *   client <── connection ends ────── genuine
     *   client ── offers the session ──> rogue at the same address
     *   client <── full handshake ────── rogue
     * </pre>
     */
    static Scenario resumptionDeclined(TestPki pki) {
        return scenario(
                        "resumption-declined",
                        "rogue declines to resume a session",
                        "The client offers a session that the genuine server gave it, and a rogue in its place answers with a full handshake.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after("https://" + HOST + ":{genuine}/farewell")
                .closingConnections()
                .then(new Step.TakeOver("genuine", List.of(pki.impostor(pki.rogueIssuing), pki.rogueIssuing)))
                .reference("RFC 8446, section 2.2")
                .refuseForPin();
    }

    /**
     * Whoever looks at the pins once the handshake is over has a platform that has kept the session by then, and that sees no certificate
     * when it resumes the session.
     *
     * <pre>
     *   client ── full handshake ────────────╳ impostor       refused for its pins; its session may be kept
     *   client ── offers the session, GET ──> impostor        resumed: no certificate comes, and nobody asks
     * </pre>
     */
    static Scenario resumedAfterRefusal(TestPki pki) {
        return scenario(
                        "resumed-after-refusal",
                        "resumed session of a refused peer",
                        "An impostor was refused, and hopes that its session was kept and is resumed when the client tries again.")
                .server("impostor", pki.impostor(pki.issuing), pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .afterRefusal("https://" + HOST + ":{impostor}/first")
                .reference("RFC 8446, section 2.2")
                .refuseForPin();
    }

    /**
     * TLS 1.2 lets a server ask for a new handshake on an open connection and show other certificates in it. TLS 1.3 has no such thing,
     * and HTTP/2 forbids it (RFC 9113, section 9.2.1).
     *
     * <pre>
     *   client ══ handshake, GET /first ══ server, genuine certificate
     *   client ── GET /redirect ──> server
     *   client <── HelloRequest ─── server, rogue certificate
     *   client ══ new handshake ═══ server              must fail
     *   client <── 302 to /after ── server
     *   client ── GET /after ─────> server              must not be sent
     * </pre>
     */
    private static Scenario renegotiated(TestPki pki) {
        return scenario(
                        "renegotiated-with-other-key",
                        "renegotiation with another key",
                        "After a request was answered the server asks for a new handshake and shows a certificate that is not pinned.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .only(TlsVersion.TLS_1_2)
                .only(Protocol.HTTP_1_1)
                .after(FIRST)
                .then(new Step.Renegotiate("genuine", List.of(pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)))
                .reference("RFC 5246, section 7.4.1.1")
                .reference("RFC 7627, section 1")
                .breakOff("https://" + HOST + ":{genuine}/redirect?to=https://" + HOST + ":{genuine}/after");
    }

    /**
     * <pre>
     *   client <── 1 byte ── 1 byte ── 1 byte ── … ── rogue      a record for each
     *   client ── GET ──╳
     * </pre>
     */
    private static Scenario dribbledRogue(TestPki pki) {
        return scenario(
                        "dribbled-rogue",
                        "handshake byte by byte, rogue",
                        "The certificates come byte by byte, so that a client that judges by time or by packet sees no whole one.")
                .server("rogue", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .dribbling(Duration.ZERO)
                .policy(pki.pinned(pki.leaf))
                .refuseForPin();
    }

    /**
     * <pre>
     *   client <── 1 byte ··· 1 byte ··· 1 byte ··· rogue        30 seconds of it
     *   client ── GET ──╳                                        even if somebody has lost patience
     * </pre>
     */
    private static Scenario slowRogue(TestPki pki) {
        return scenario(
                        "slow-rogue",
                        "handshake of 30 seconds, rogue",
                        "The handshake takes 30 seconds, in the hope that something gives up before the pins are looked at.")
                .server("rogue", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .dribbling(SLOW)
                .policy(pki.pinned(pki.leaf))
                .patience(SLOW_PATIENCE)
                .refuseForPin();
    }
}
