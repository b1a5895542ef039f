package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Expectation;
import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.scenario.Step;
import dev.linchpin.gauntlet.scenario.TrustSpec;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/** Certificates for another name, held out to clients that have somebody else look at names, or nobody. */
final class PeerNames {
    private static final String OTHER_HOST = "blog.linchpin.test";

    private PeerNames() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                commonNameOnly(pki),
                blindTrustManager(pki),
                blindTrustManagerRightName(pki),
                permissiveVerifier(pki),
                serverNameOfPinnedHost(pki));
    }

    /** The common name is no name of a server: RFC 9525, section 2, and RFC 2818 before it where there are other names. */
    private static Scenario commonNameOnly(TestPki pki) {
        TestCertificate nameless =
                CertificateDraft.leaf(HOST).withoutNames().key(pki.leaf.key()).signedBy(pki.issuing);
        return scenario(
                        "common-name-only",
                        "host in the common name only",
                        "The pins match, but the certificate has no alternative names: its common name was free text to the authority.")
                .server("impostor", nameless, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .on(Feature.STRICT_NAMES)
                .flag("HostName")
                .reference("RFC 9525, section 2")
                .refuseForPkix();
    }

    /**
     * <pre>
     *   engine ── is this chain api.linchpin.test's? ──> composite ── is this chain valid? ──> platform
     * </pre>
     */
    private static Scenario blindTrustManager(TestPki pki) {
        return scenario(
                        "blind-trust-manager",
                        "trust manager blind to names",
                        "The pinned authority certified another host of its own, whose owner answers a client that asks the chain alone.")
                .server("impostor", pki.issuing.leaf(OTHER_HOST), pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .names(TrustSpec.Names.BLIND_TRUST_MANAGER)
                .flag("HostName")
                .reference("CVE-2012-5783")
                .reference("RFC 9525, section 6")
                .refuseForPkix();
    }

    private static Scenario blindTrustManagerRightName(TestPki pki) {
        return scenario(
                        "blind-trust-manager-right-name",
                        "the same, and the right name",
                        "None: the trust manager looks at no names, and the name is right.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .names(TrustSpec.Names.BLIND_TRUST_MANAGER)
                .flag("HostName")
                .accept();
    }

    private static Scenario permissiveVerifier(TestPki pki) {
        return scenario(
                        "permissive-host-name-verifier",
                        "host name verifier that says yes",
                        "The application's verifier accepts every name, and another host of the pinned authority answers.")
                .server("impostor", pki.issuing.leaf(OTHER_HOST), pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .names(TrustSpec.Names.PERMISSIVE_VERIFIER)
                .flag("HostName")
                .reference("https://doi.org/10.1145/2382196.2382204")
                .refuseForPkix();
    }

    /**
     * Whoever looks up its pins by the address finds none, while the platform checks the certificate against the name.
     *
     * <pre>
     *   client ── connects to 127.0.0.1 ── ClientHello: server_name api.linchpin.test ──> rogue, certified for that name
     * </pre>
     */
    private static Scenario serverNameOfPinnedHost(TestPki pki) {
        return scenario(
                        "server-name-of-pinned-host",
                        "pinned host, connected by address",
                        "The application connects to an address and names the pinned host in the handshake; a rogue has a certificate for it.")
                .server("rogue", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing)
                .policy(pki.pinned(pki.leaf))
                .reference("RFC 6066, section 3")
                .judge(new Step.GetUnderName("https://127.0.0.1:{rogue}/", HOST, Expectation.REFUSE_PIN));
    }
}
