package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/**
 * Certificates for the pinned key under the name of a rogue authority, which that authority may write at will: public keys are public. They
 * signed nothing, so a path builder leaves them out and accepts the rest. That it accepted a list does not mean that it used it all.
 */
final class Decoys {
    private Decoys() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(besideIssuer(pki), besideAnchor(pki));
    }

    /**
     * <pre>
     *   rogueRoot ── "Careless Trust Issuing CA" ── forged
     *       \        rogue key      3                 1
     *        ─────── "Careless Trust Issuing CA"
     *                pinned key, identifier of the rogue key      2
     * </pre>
     */
    private static Scenario besideIssuer(TestPki pki) {
        TestCertificate decoy = CertificateDraft.authority("Careless Trust Issuing CA")
                .key(pki.issuing.key())
                .keyIdentifierOf(pki.rogueIssuing.key())
                .signedBy(pki.rogueRoot);
        return scenario(
                        "decoy-beside-issuer",
                        "pinned key in a decoy of the issuer",
                        "The rogue root certifies the pinned key under its issuer's name. Path builders skip it and accept the list.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), decoy, pki.rogueIssuing)
                .policy(pki.pinned(pki.issuing))
                .flag("SameName")
                .flag("PresentedChain")
                .reference("CVE-2016-2402")
                .reference("RFC 4158, section 2.4.2")
                .refuseForPin();
    }

    /**
     * <pre>
     *   "Careless Trust Root" ── rogueIssuing ── forged
     *       |  trusted                3             1
     *   "Careless Trust Root"
     *       pinned key, identifier of the trusted one      2
     * </pre>
     */
    private static Scenario besideAnchor(TestPki pki) {
        TestCertificate decoy = CertificateDraft.authority("Careless Trust Root")
                .key(pki.issuing.key())
                .keyIdentifierOf(pki.rogueRoot.key())
                .signedBy(pki.rogueRoot);
        return scenario(
                        "decoy-beside-root",
                        "pinned key in a decoy of the root",
                        "The rogue root certifies the pinned key under its own name. Path builders skip it and accept the list.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), decoy, pki.rogueIssuing)
                .policy(pki.pinned(pki.issuing))
                .flag("SameName")
                .flag("PresentedChain")
                .reference("CVE-2016-2402")
                .reference("RFC 4158, section 2.4.2")
                .refuseForPin();
    }
}
