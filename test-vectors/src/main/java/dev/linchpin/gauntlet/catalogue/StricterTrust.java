package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/**
 * Clients whose trust manager refuses more than RFC 5280 asks for: a block list, which stands for revocation and whatever else an
 * application adds. A path that the trust manager would refuse proves nothing, whoever finds it.
 */
final class StricterTrust {
    private static final String DISTRUSTED = "Symantec, 2017";
    private static final String REVOKED = "RFC 5280, section 6.3";

    private StricterTrust() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(blockedCrossCertificate(pki), blockedAboveTrustedRoot(pki), besideBlocked(pki));
    }

    /**
     * <pre>
     *   rogueRoot      root (pinned)
     *        \          ⋮  the cross-certificate, blocked
     *       rogueIssuing
     *            |
     *          forged
     * </pre>
     */
    private static Scenario blockedCrossCertificate(TestPki pki) {
        TestCertificate blocked = CertificateDraft.authority("Careless Trust Issuing CA")
                .key(pki.rogueIssuing.key())
                .signedBy(pki.root);
        return scenario(
                        "blocked-cross-certificate",
                        "blocked cross-certificate to the pin",
                        "The pinned root once vouched for the authority that is now rogue; the client blocks that certificate.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), blocked, pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .blocking(blocked)
                .flag("InvalidPath")
                .reference(REVOKED)
                .refuseForPin();
    }

    /**
     * A trust manager stops at the first authority that it trusts and never looks at what was sent above it. Hence it accepts even the
     * list that ends with what it blocks.
     *
     * <pre>
     *                     root (pinned)
     *                       ⋮  the cross-certificate, blocked
     *   rogueRoot (trusted, same name and key)
     *            |
     *       rogueIssuing
     *            |
     *          forged
     * </pre>
     */
    private static Scenario blockedAboveTrustedRoot(TestPki pki) {
        TestCertificate blocked = CertificateDraft.authority("Careless Trust Root")
                .key(pki.rogueRoot.key())
                .signedBy(pki.root);
        return scenario(
                        "blocked-above-trusted-root",
                        "blocked certificate above a trusted root",
                        "The pinned root once vouched for a root that is trusted itself and now rogue; the client blocks that certificate.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), pki.rogueIssuing, blocked)
                .policy(pki.pinned(pki.root))
                .blocking(blocked)
                .flag("InvalidPath")
                .flag("UnsentAnchor")
                .reference(DISTRUSTED)
                .refuseForPin();
    }

    private static Scenario besideBlocked(TestPki pki) {
        TestCertificate blocked = CertificateDraft.authority("Linchpin Test Issuing CA")
                .key(pki.issuing.key())
                .signedBy(pki.rogueRoot);
        return scenario(
                        "beside-blocked-certificate",
                        "pinned path beside a blocked one",
                        "None: of two paths the client blocks one, and the other holds the pin.")
                .server("genuine", pki.leaf, blocked, pki.issuing)
                .policy(pki.pinned(pki.root))
                .blocking(blocked)
                .flag("AlternativePath")
                .reference("RFC 4158, section 1.5")
                .accept();
    }
}
