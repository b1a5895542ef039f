package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.PolicySpec.Unlisted;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/**
 * A host that is unpinned on purpose, below a domain that is pinned. The peer has a certificate of an authority that everyone trusts,
 * for the exempt host and for its sibling, and another key than the pinned one.
 */
final class Exemptions {
    private static final String EXEMPT = "blog.linchpin.test";

    private Exemptions() {}

    static List<Scenario> scenarios(TestPki pki) {
        TestCertificate otherKey = pki.rogueIssuing.leaf(EXEMPT, HOST);
        PolicySpec policy =
                PolicySpec.of(pki.pin("**.linchpin.test", pki.issuing.pin())).exempting(EXEMPT);
        return List.of(
                scenario("exempt-host", "exempt host", "None: the host is unpinned on purpose, below a pinned domain.")
                        .server("blog", otherKey, pki.rogueIssuing)
                        .policy(policy)
                        .flag("Exempt")
                        .reference(
                                "https://developer.android.com/privacy-and-security/security-config#CertificatePinning")
                        .accept("https://" + EXEMPT + ":{blog}/"),
                scenario(
                                "exempt-host-in-strict-mode",
                                "exempt host, DENY",
                                "None: hosts that nobody listed are denied, and this one is listed as exempt.")
                        .server("blog", otherKey, pki.rogueIssuing)
                        .policy(policy.withUnlisted(Unlisted.DENY))
                        .flag("ExemptStrict")
                        .accept("https://" + EXEMPT + ":{blog}/"),
                scenario(
                                "exempt-host-of-stranger",
                                "exempt host, untrusted CA",
                                "An attacker hopes that a host without pins is a host without checks.")
                        .server("stranger", pki.strangerRoot.leaf(EXEMPT))
                        .policy(policy)
                        .flag("Exempt")
                        .reference("RFC 5280, section 6.1")
                        .refuseForPkix("https://" + EXEMPT + ":{stranger}/"),
                scenario(
                                "exempt-sibling",
                                "sibling of an exempt host",
                                "The holder of an exempt host has a certificate for its sibling as well, which is not exempt.")
                        .server("rogue", otherKey, pki.rogueIssuing)
                        .policy(policy)
                        .flag("ExemptNarrow")
                        .reference("https://developer.android.com/privacy-and-security/security-config#domain-config")
                        .refuseForPin(),
                coalesced(pki, otherKey, policy));
    }

    /**
     * <pre>
     *   client ══ TLS for blog ══ peer with one certificate for blog and api
     *     GET https://blog/ ──>  exempt
     *     GET https://api/  ──>  not pinned for api: same connection, no handshake
     * </pre>
     */
    private static Scenario coalesced(TestPki pki, TestCertificate otherKey, PolicySpec policy) {
        return scenario(
                        "exempt-connection-for-sibling",
                        "HTTP/2 coalescing from an exempt host",
                        "The holder of an exempt host waits for the requests of its pinned sibling on the connection it has.")
                .server("blog", otherKey, pki.rogueIssuing)
                .policy(policy)
                .only(Protocol.HTTP_2)
                .after("https://" + EXEMPT + ":{blog}/first")
                .flag("ExemptNarrow")
                .reference("RFC 9113, section 9.1.1")
                .refuseForPin("https://" + HOST + ":{blog}/second");
    }
}
