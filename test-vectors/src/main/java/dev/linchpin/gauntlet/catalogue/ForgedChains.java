package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/**
 * Peers that must be refused for the certificates they present. In those refused for their pins everything else is in order: an unpinned
 * client accepts them. In those refused by PKIX a pin matches, so that only PKIX can refuse them.
 */
final class ForgedChains {
    private ForgedChains() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                otherKeySameAuthority(pki),
                rogueAuthority(pki),
                pinnedLeafAppended(pki),
                pinnedIntermediateAppended(pki),
                namesakeOfPinnedIntermediate(pki),
                signedByNonAuthority(pki),
                untrustedChainWithPinnedKey(pki),
                wrongHostName(pki),
                expiredCertificate(pki));
    }

    static Scenario otherKeySameAuthority(TestPki pki) {
        return scenario(
                        "other-key-same-ca",
                        "other key, same trusted CA",
                        "The genuine authority was tricked into a second certificate for the host; only the leaf is pinned.")
                .server("impostor", pki.impostor(pki.issuing), pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("Leaf")
                .reference("RFC 7469, section 1")
                .refuseForPin();
    }

    static Scenario rogueAuthority(TestPki pki) {
        return scenario(
                        "rogue-trusted-ca",
                        "rogue but trusted CA",
                        "Another authority in the trust store certifies the attacker: what pinning is for.")
                .server("impostor", pki.impostor(pki.rogueIssuing), pki.rogueIssuing)
                .policy(PolicySpec.Rule.enforce(HOST, pki.leaf.pin(), pki.issuing.pin(), pki.root.pin()))
                .flag("Path")
                .reference("RFC 7469, section 1")
                .reference("DigiNotar, 2011")
                .refuseForPin();
    }

    /**
     * CVE-2016-2402: a client that looks for pins among the presented certificates finds one that proves nothing.
     *
     * <pre>
     *   rogueRoot ── rogueIssuing ── forged     leaf (pinned; public, so anybody can send it)
     *                     2            1          3
     * </pre>
     */
    static Scenario pinnedLeafAppended(TestPki pki) {
        return scenario(
                        "pinned-leaf-appended",
                        "rogue leaf, pinned leaf appended",
                        "The attacker appends the genuine, pinned certificate to a forged chain (CVE-2016-2402).")
                .server("impostor", pki.impostor(pki.rogueIssuing), pki.rogueIssuing, pki.leaf)
                .policy(pki.pinned(pki.leaf))
                .flag("PresentedChain")
                .reference("CVE-2016-2402")
                .refuseForPin();
    }

    private static Scenario pinnedIntermediateAppended(TestPki pki) {
        TestCertificate forged = pki.rogueIssuing.leaf(HOST);
        return scenario(
                        "pinned-intermediate-appended",
                        "rogue leaf, pinned intermediate appended",
                        "The attacker appends the genuine, pinned issuing authority to a forged chain (CVE-2016-2402).")
                .server("impostor", forged, pki.rogueIssuing, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("PresentedChain")
                .reference("CVE-2016-2402")
                .refuseForPin();
    }

    /**
     * A path that is put together by names alone leads to the pin; by signatures it does not.
     *
     * <pre>
     *   rogueRoot ── "Linchpin Test Issuing CA" ── forged      "Linchpin Test Issuing CA" ── root
     *                rogue key      2                1          pinned key     3
     * </pre>
     */
    private static Scenario namesakeOfPinnedIntermediate(TestPki pki) {
        TestCertificate namesake =
                CertificateDraft.authority("Linchpin Test Issuing CA").signedBy(pki.rogueRoot);
        return scenario(
                        "pinned-namesake-appended",
                        "same, with an issuer of the same name",
                        "The rogue issuer bears the name of the pinned one, which is appended: names match, signatures do not.")
                .server("impostor", namesake.leaf(HOST), namesake, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("SameName")
                .flag("PresentedChain")
                .reference("CVE-2016-2402")
                .refuseForPin();
    }

    /**
     * An ordinary customer of the pinned authority plays authority.
     *
     * <pre>
     *   root ── issuing (pinned) ── attacker.linchpin.test (no CA) ── forged: api.linchpin.test
     * </pre>
     */
    private static Scenario signedByNonAuthority(TestPki pki) {
        TestCertificate customer = pki.issuing.leaf("attacker.linchpin.test");
        return scenario(
                        "non-ca-issuer",
                        "leaf signed by a non-CA certificate",
                        "The owner of a server certificate of the pinned authority signs a certificate for another host with it.")
                .server("impostor", customer.leaf(HOST), customer, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("Constraints")
                .reference("CVE-2002-0862")
                .reference("CVE-2011-0228")
                .reference("RFC 5280, section 4.2.1.9")
                .refuseForPkix();
    }

    static Scenario untrustedChainWithPinnedKey(TestPki pki) {
        TestCertificate untrusted =
                CertificateDraft.leaf(HOST).key(pki.leaf.key()).signedBy(pki.strangerRoot);
        return scenario(
                        "untrusted-chain-pinned-key",
                        "untrusted chain, pinned leaf key",
                        "The key is the pinned one but no trusted authority vouches for it: a pin never replaces PKIX.")
                .server("impostor", untrusted)
                .policy(pki.pinned(pki.leaf))
                .flag("PinWithoutPkix")
                .flag("PlatformFirst")
                .reference("RFC 7469, section 2.6")
                .refuseForPkix();
    }

    static Scenario wrongHostName(TestPki pki) {
        TestCertificate other =
                CertificateDraft.leaf("other.linchpin.test").key(pki.leaf.key()).signedBy(pki.issuing);
        return scenario(
                        "wrong-host-name",
                        "right pin, wrong host name",
                        "The pins match but the certificate is for another host: a pin never replaces the host name check.")
                .server("impostor", other, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("HostName")
                .flag("PlatformFirst")
                .reference("CVE-2012-5783")
                .reference("https://doi.org/10.1145/3134600.3134628")
                .refuseForPkix();
    }

    static Scenario expiredCertificate(TestPki pki) {
        TestCertificate expired =
                CertificateDraft.leaf(HOST).key(pki.leaf.key()).expired().signedBy(pki.issuing);
        return scenario(
                        "expired-certificate",
                        "right pin, expired certificate",
                        "The pins match but the certificate expired yesterday.")
                .server("impostor", expired, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("Validity")
                .flag("PlatformFirst")
                .reference("RFC 5280, section 4.1.2.5")
                .refuseForPkix();
    }
}
