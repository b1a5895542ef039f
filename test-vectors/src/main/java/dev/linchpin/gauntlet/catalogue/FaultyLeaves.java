package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.util.List;

/** Server certificates that hold or lead to a pinned key and are no good all the same: a pin never replaces PKIX. */
final class FaultyLeaves {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private FaultyLeaves() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                selfSigned(pki),
                forgedIssuer(pki),
                missingIntermediate(pki),
                notYetValid(pki),
                clientCertificate(pki),
                wildcardForTwoLabels(pki),
                nulInName(pki));
    }

    private static Scenario selfSigned(TestPki pki) {
        TestCertificate selfSigned = pinnedKey(pki).selfSigned();
        return scenario(
                        "self-signed-pinned-key",
                        "self-signed, pinned leaf key",
                        "The key is the pinned one and vouches for itself; whoever has stolen it can do that.")
                .server("impostor", selfSigned)
                .policy(pki.pinned(pki.leaf))
                .flag("PinWithoutPkix")
                .reference("RFC 7469, section 2.6")
                .refuseForPkix();
    }

    /**
     * The pinned authority is trusted and presented, and never signed the leaf.
     *
     * <pre>
     *   root ── issuing (pinned)  ╳  forged: "issued by Linchpin Test Issuing CA", signed with a key of the attacker
     * </pre>
     */
    private static Scenario forgedIssuer(TestPki pki) {
        TestCertificate namesake = CertificateDraft.authority("Linchpin Test Issuing CA")
                .keyIdentifierOf(pki.issuing.key())
                .selfSigned();
        return scenario(
                        "forged-issuer",
                        "pinned issuer that never signed",
                        "The certificate names the pinned authority as its issuer and is signed with the attacker's own key.")
                .server("impostor", namesake.leaf(HOST), pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("PinWithoutPkix")
                .flag("SameName")
                .reference("CVE-2014-0092")
                .refuseForPkix();
    }

    private static Scenario missingIntermediate(TestPki pki) {
        return scenario(
                        "missing-intermediate",
                        "intermediate pinned and not sent",
                        "The pinned authority is not among the certificates sent, so that no path leads to a trusted root.")
                .server("misconfigured", pki.leaf)
                .policy(PolicySpec.Rule.enforce(HOST, pki.leaf.pin(), pki.issuing.pin()))
                .flag("PinWithoutPkix")
                .reference("RFC 8446, section 4.4.2")
                .refuseForPkix();
    }

    private static Scenario notYetValid(TestPki pki) {
        TestCertificate tomorrow = pinnedKey(pki).notYetValid().signedBy(pki.issuing);
        return scenario(
                        "not-yet-valid-certificate",
                        "right pin, certificate of tomorrow",
                        "The pins match but the certificate is not valid before tomorrow.")
                .server("impostor", tomorrow, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("Validity")
                .reference("RFC 5280, section 4.1.2.5")
                .refuseForPkix();
    }

    private static Scenario clientCertificate(TestPki pki) {
        TestCertificate client = pinnedKey(pki).extendedKeyUsage(CLIENT_AUTH).signedBy(pki.issuing);
        return scenario(
                        "client-certificate",
                        "certificate for clients only",
                        "The pinned authority certified a client, which now plays server; its certificate names the host.")
                .server("impostor", client, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("Constraints")
                .reference("RFC 5280, section 4.2.1.12")
                .refuseForPkix();
    }

    private static Scenario wildcardForTwoLabels(TestPki pki) {
        String host = "v1.api.linchpin.test";
        TestCertificate wildcard = pki.issuing.leaf("*.linchpin.test");
        return scenario(
                        "wildcard-two-labels",
                        "wildcard for two labels",
                        "The pins match but the asterisk of the certificate stands for one label, and the host has two.")
                .server("impostor", wildcard, pki.issuing)
                .policy(pki.pin(host, wildcard.pin()))
                .flag("HostName")
                .flag("OneLabel")
                .reference("RFC 9525, section 6.3")
                .refuseForPkix("https://" + host + ":{impostor}/");
    }

    /**
     * The owner of attacker.test asks the pinned authority for a certificate. Whoever reads the name as a C string sees the host.
     *
     * <pre>
     *   a p i . l i n c h p i n . t e s t \0 . a t t a c k e r . t e s t
     * </pre>
     */
    private static Scenario nulInName(TestPki pki) {
        TestCertificate split = CertificateDraft.leaf(HOST + "\0.attacker.test")
                .subject("CN=attacker.test,O=Attacker")
                .key(TestKey.generate())
                .signedBy(pki.issuing);
        return scenario(
                        "nul-in-name",
                        "NUL inside the name",
                        "The name of the certificate has a NUL behind the host, and the attacker's domain behind the NUL.")
                .server("impostor", split, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("HostName")
                .flag("ControlCharacters")
                .reference("CVE-2009-2408")
                .refuseForPkix();
    }

    private static CertificateDraft pinnedKey(TestPki pki) {
        return CertificateDraft.leaf(HOST).key(pki.leaf.key());
    }
}
