package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/** Other ways to a peer than a GET request over a connection to the only address of a name. */
final class Routes {
    private static final String SECOND_ADDRESS = "127.0.0.2";
    private static final String IPV6 = "::1";

    private Routes() {}

    static List<Scenario> scenarios(TestPki pki) {
        TestCertificate address = pki.issuing.leaf(IPV6);
        return List.of(
                scenario(
                                "bracketed-ip-literal",
                                "IPv6-literal host",
                                "None: the URL names an IPv6 address, and so does the policy.")
                        .server("genuine", address, pki.issuing)
                        .at(IPV6)
                        .policy(pki.pin(IPV6, address.pin()))
                        .accept("https://[::1]:{genuine}/"),
                bracketedLiteralOtherKey(pki),
                scenario(
                                "proxy-tunnels",
                                "HTTP proxy, honest",
                                "None: a proxy leads to a genuine server that cannot be reached without it.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .down("unreachable")
                        .proxyTo("genuine")
                        .policy(pki.pinned(pki.leaf))
                        .accept("https://" + HOST + ":{unreachable}/"),
                proxyIntercepts(pki),
                firstAddressHostile(pki),
                scenario(
                                "first-address-down",
                                "two addresses, first one down",
                                "None: nobody listens at the first address of the host, and the second one is genuine.")
                        .down("first")
                        .server("genuine", pki.leaf, pki.issuing)
                        .at(SECOND_ADDRESS)
                        .policy(pki.pinned(pki.leaf))
                        .judging("genuine")
                        .accept(),
                secondAddressHostile(pki),
                scenario("web-socket", "WebSocket", "None: the client opens a WebSocket to a genuine server.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(pki.pinned(pki.leaf))
                        .openWebSocket(Expectation.ACCEPT),
                scenario(
                                "web-socket-to-rogue",
                                "WebSocket to a rogue",
                                "The attacker waits for WebSockets, which pass by the hooks that some clients have for requests.")
                        .server("rogue", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                        .policy(pki.pinned(pki.leaf))
                        .reference("RFC 6455, section 4.1")
                        .openWebSocket(Expectation.REFUSE_PIN),
                webSocketAfterReplacement(pki));
    }

    /**
     * <pre>
     *   client ── CONNECT api:443 ──> proxy ──╳── api (genuine)
     *   client ══ TLS for api ═══════ proxy (its own certificate for api, from a trusted authority)
     * </pre>
     */
    private static Scenario proxyIntercepts(TestPki pki) {
        return scenario(
                        "proxy-intercepts",
                        "HTTP proxy that intercepts",
                        "The proxy answers CONNECT and then speaks TLS itself, with a certificate from an authority that the client trusts.")
                .server("genuine", pki.leaf, pki.issuing)
                .server("rogue", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .proxyTo("rogue")
                .policy(pki.pinned(pki.leaf))
                .judging("rogue")
                .reference("RFC 9110, section 9.3.6")
                .refuseForPin("https://" + HOST + ":{genuine}/");
    }

    /**
     * Whether a client tries the next address after a refusal is its own affair; no address may have a byte before it was judged.
     *
     * <pre>
     *   api ──> 127.0.0.1  hostile: must not see a byte
     *      └──> 127.0.0.2  genuine: may be asked next
     * </pre>
     */
    private static Scenario firstAddressHostile(TestPki pki) {
        return scenario(
                        "first-address-hostile",
                        "two addresses, first one hostile",
                        "One of the addresses of the host, the first, is in the attacker's hands; the other one is genuine.")
                .server("hostile", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .server("genuine", pki.leaf, pki.issuing)
                .at(SECOND_ADDRESS)
                .policy(pki.pinned(pki.leaf))
                .avoid();
    }

    /**
     * <pre>
     *   policy: ::1 ── pin
     *   client ── GET https://[::1]/ ──> impostor at ::1     "[::1]" must find the pins of "::1"
     * </pre>
     */
    private static Scenario bracketedLiteralOtherKey(TestPki pki) {
        TestCertificate pinned = pki.issuing.leaf(IPV6);
        return scenario(
                        "bracketed-ip-literal-other-key",
                        "IPv6-literal host, other key",
                        "The URL names an IPv6 address, in brackets that a careless look-up of pins takes for a part of it.")
                .server("impostor", pki.issuing.leaf(IPV6), pki.issuing)
                .at(IPV6)
                .policy(pki.pin(IPV6, pinned.pin()))
                .refuseForPin("https://[::1]:{impostor}/");
    }

    /**
     * <pre>
     *   api ──> 127.0.0.1  ╳ made to refuse connections
     *      └──> 127.0.0.2  hostile: must not see a byte
     * </pre>
     */
    private static Scenario secondAddressHostile(TestPki pki) {
        return scenario(
                        "second-address-hostile",
                        "two addresses, down and hostile",
                        "The first address of the host is made to refuse connections, so that clients come to the second, hostile one.")
                .down("first")
                .server("hostile", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .at(SECOND_ADDRESS)
                .policy(pki.pinned(pki.leaf))
                .judging("hostile")
                .refuseForPin();
    }

    /**
     * <pre>
     *   client ── GET /first ──> server                 policy: leaf pinned; the connection stays open
     *   application replaces the policy                 policy: leaf no longer pinned
     *   client ── GET, Upgrade: websocket ──╳
     * </pre>
     */
    private static Scenario webSocketAfterReplacement(TestPki pki) {
        return scenario(
                        "web-socket-after-replacement",
                        "WebSocket after policy change",
                        "The key is withdrawn from the policy while its holder keeps a connection open that a WebSocket could take over.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .after("https://" + HOST + ":{genuine}/first")
                .replacingPolicy(pki.pinned(pki.rogueIssuing))
                .openWebSocket(Expectation.REFUSE_PIN);
    }
}
