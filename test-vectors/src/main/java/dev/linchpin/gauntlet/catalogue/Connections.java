package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.PolicySpec.AfterExpiry;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Requests that reach a peer by another way than a first, full handshake for the host of the request. */
final class Connections {
    private static final String OTHER_HOST = "login.linchpin.test";
    private static final Duration UNTIL_AFTER_THE_END = Duration.ofDays(2);
    private static final String FIRST = "https://" + HOST + ":{genuine}/first";

    private Connections() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                redirectToGenuine(pki),
                redirectToRogue(pki),
                redirectToOtherPort(pki),
                redirectToClearText(pki),
                resumedAfterReplacement(pki),
                pooledAfterReplacement(pki),
                pooledAfterHarmlessReplacement(pki),
                connectedBeforeReplacement(pki),
                resumedAfterExpiry(pki),
                pooledAfterExpiry(pki),
                coalesced(pki));
    }

    private static Scenario redirectToGenuine(TestPki pki) {
        TestCertificate login = pki.issuing.leaf(OTHER_HOST);
        return scenario("redirect-to-pinned", "redirect, pinned to pinned", "None: each host answers with its own pin.")
                .server("genuine", pki.leaf, pki.issuing)
                .server("login", login, pki.issuing)
                .policy(pki.pin(HOST, pki.leaf.pin()), pki.pin(OTHER_HOST, login.pin()))
                .judging("login")
                .reference("RFC 9110, section 15.4")
                .accept(redirect("https://" + OTHER_HOST + ":{login}/welcome"));
    }

    /**
     * <pre>
     *   client ── GET ──> api (pinned, genuine) ── 302 ──> login (pinned, rogue): must not see the second GET
     * </pre>
     */
    private static Scenario redirectToRogue(TestPki pki) {
        TestCertificate login = pki.issuing.leaf(OTHER_HOST);
        return scenario(
                        "redirect-to-rogue",
                        "redirect, pinned to rogue",
                        "A genuine server redirects to a host that has pins of its own and is in the attacker's hands.")
                .server("genuine", pki.leaf, pki.issuing)
                .server("rogue", pki.rogueIssuing.leaf(OTHER_HOST), pki.rogueIssuing)
                .policy(pki.pin(HOST, pki.leaf.pin()), pki.pin(OTHER_HOST, login.pin()))
                .judging("rogue")
                .reference("RFC 9110, section 15.4")
                .refuseForPin(redirect("https://" + OTHER_HOST + ":{rogue}/welcome"));
    }

    /**
     * <pre>
     *   client ── GET ──> api:443 (genuine) ── 302 ──> api:8443 (rogue): the pins of api hold at every port
     * </pre>
     */
    private static Scenario redirectToOtherPort(TestPki pki) {
        return scenario(
                        "redirect-to-other-port",
                        "redirect, same host, rogue port",
                        "A genuine server redirects to another port of its own host, where the attacker listens: pins go by host.")
                .server("genuine", pki.leaf, pki.issuing)
                .server("rogue", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .policy(pki.pinned(pki.leaf))
                .judging("rogue")
                .refuseForPin(redirect("https://" + HOST + ":{rogue}/welcome"));
    }

    private static Scenario redirectToClearText(TestPki pki) {
        return scenario(
                        "redirect-to-clear-text",
                        "redirect, https to http",
                        "A genuine server redirects to clear text, where nobody can be told from anybody.")
                .server("genuine", pki.leaf, pki.issuing)
                .server("plain")
                .policy(pki.pinned(pki.leaf))
                .judging("plain")
                .reference("RFC 9110, section 15.4")
                .reference("RFC 6797, section 7.2")
                .refuseRedirect(redirect("http://" + HOST + ":{plain}/"));
    }

    /**
     * In a resumed handshake no certificate is sent, so that nothing asks a trust manager (RFC 8446, section 2.2).
     *
     * <pre>
     *   client ── full handshake, GET ──> server        policy: leaf pinned
     *   client <── connection ends ────── server
     *   application replaces the policy                 policy: leaf no longer pinned
     *   client ── resumed handshake, GET ──> server
     * </pre>
     */
    private static Scenario resumedAfterReplacement(TestPki pki) {
        return scenario(
                        "resumed-after-replacement",
                        "resumed session after policy change",
                        "The key is withdrawn from the policy, and its holder hopes to resume a session from before.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after("https://" + HOST + ":{genuine}/farewell")
                .closingConnections()
                .replacingPolicy(pki.pinned(pki.rogueIssuing))
                .reference("RFC 8446, section 2.2")
                .refuseForPin();
    }

    private static Scenario pooledAfterReplacement(TestPki pki) {
        return scenario(
                        "pooled-after-replacement",
                        "pooled connection after policy change",
                        "The key is withdrawn from the policy while its holder keeps a connection open.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after(FIRST)
                .replacingPolicy(pki.pinned(pki.rogueIssuing))
                .reference("RFC 9112, section 9.3")
                .refuseForPin();
    }

    private static Scenario pooledAfterHarmlessReplacement(TestPki pki) {
        return scenario(
                        "pooled-still-matching",
                        "policy change that still matches",
                        "None: the policy changes while a connection is open, and its server matches the new one as well.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after(FIRST)
                .replacingPolicy(pki.pinned(pki.issuing))
                .reference("RFC 9112, section 9.3")
                .accept();
    }

    /**
     * <pre>
     *   client ── full handshake, GET ──> server        policy: leaf pinned
     *   client <── connection ends ────── server
     *   client ── connects ─────────────> server        no handshake yet
     *   application replaces the policy                 policy: leaf no longer pinned
     *   client ── resumed handshake, GET ──> server
     * </pre>
     */
    private static Scenario connectedBeforeReplacement(TestPki pki) {
        return scenario(
                        "connected-before-replacement",
                        "resumed on a connection of before",
                        "The key is withdrawn after the connection was made and before its handshake, which resumes a session.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after("https://" + HOST + ":{genuine}/farewell")
                .closingConnections()
                .then(new Step.Connect("https://" + HOST + ":{genuine}/"))
                .replacingPolicy(pki.pinned(pki.rogueIssuing))
                .reference("RFC 8446, section 2.2")
                .refuseForPin();
    }

    /** As after a replacement, but nobody does anything: the rule ends, and says to refuse from then on. */
    private static Scenario resumedAfterExpiry(TestPki pki) {
        return scenario(
                        "resumed-after-expiry",
                        "resumed session after the rule's end",
                        "The rule ends and fails closed; a server that matched it hopes to resume a session from before.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(endingSoon(pki))
                .after("https://" + HOST + ":{genuine}/farewell")
                .closingConnections()
                .then(new Step.TimePasses(UNTIL_AFTER_THE_END))
                .flag("AfterExpiry")
                .reference("RFC 8446, section 2.2")
                .refuseForPin();
    }

    private static Scenario pooledAfterExpiry(TestPki pki) {
        return scenario(
                        "pooled-after-expiry",
                        "pooled connection after the rule's end",
                        "The rule ends and fails closed while a server that matched it keeps a connection open.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(endingSoon(pki))
                .after(FIRST)
                .then(new Step.TimePasses(UNTIL_AFTER_THE_END))
                .flag("AfterExpiry")
                .reference("RFC 9112, section 9.3")
                .refuseForPin();
    }

    /** Late enough for a long run of the gauntlet, soon enough for certificates of 90 days. */
    private static PolicySpec endingSoon(TestPki pki) {
        String end = Instant.now().plus(Duration.ofDays(1)).toString();
        return PolicySpec.of(pki.pin(HOST, pki.leaf.pin()).until(end, AfterExpiry.FAIL_CLOSED));
    }

    /**
     * HTTP/2 lets a client send requests for a second host on a connection to a first, if the certificate covers both and the address is
     * the same (RFC 9113, section 9.1.1). The handshake was judged by the pins of the first only.
     *
     * <pre>
     *   client ══ TLS for api ══ server with one certificate for api and login
     *     GET https://api/   ──>  pinned for api
     *     GET https://login/ ──>  not pinned for login: same connection, no handshake
     * </pre>
     */
    private static Scenario coalesced(TestPki pki) {
        TestCertificate both = pki.issuing.leaf(HOST, OTHER_HOST);
        TestCertificate login = pki.issuing.leaf(OTHER_HOST);
        return scenario(
                        "coalesced-connection",
                        "HTTP/2 coalescing across hosts",
                        "A server whose certificate covers a second host waits for its requests on the connection of the first.")
                .server("genuine", both, pki.issuing)
                .policy(pki.pin(HOST, both.pin()), pki.pin(OTHER_HOST, login.pin()))
                .only(Protocol.HTTP_2)
                .after(FIRST)
                .reference("RFC 9113, section 9.1.1")
                .refuseForPin("https://" + OTHER_HOST + ":{genuine}/second");
    }

    private static String redirect(String target) {
        return "https://" + HOST + ":{genuine}/redirect?to=" + target;
    }
}
