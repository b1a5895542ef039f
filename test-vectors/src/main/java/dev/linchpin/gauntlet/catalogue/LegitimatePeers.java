package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/** Peers that hold a pin on a valid path. A client that refuses one of them breaks the application. */
final class LegitimatePeers {
    private LegitimatePeers() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                leafPinned(pki),
                scenario("intermediate-pinned", "intermediate pinned", "None: the pin is the issuing authority's.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(pki.pinned(pki.issuing))
                        .flag("Path")
                        .reference("RFC 7469, section 2.6")
                        .accept(),
                scenario(
                                "root-pinned-not-sent",
                                "root pinned and not sent",
                                "None: the pin is the root's, which a server does not send; only the validated path holds it.")
                        .server("genuine", pki.leaf, pki.issuing)
                        .policy(pki.pinned(pki.root))
                        .flag("UnsentAnchor")
                        .reference("RFC 8446, section 4.4.2")
                        .accept(),
                backupAfterRotation(pki),
                renewedWithSameKey(pki),
                crossSignedIntermediate(pki),
                crossSignedRoot(pki));
    }

    static Scenario leafPinned(TestPki pki) {
        return scenario("leaf-pinned", "leaf pinned", "None: the server holds the pinned key.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("Leaf")
                .reference("RFC 7469, section 2.4")
                .accept();
    }

    static Scenario backupAfterRotation(TestPki pki) {
        TestCertificate next = CertificateDraft.leaf(HOST).key(pki.backup).signedBy(pki.issuing);
        return scenario(
                        "backup-pin-after-rotation",
                        "backup pin after rotation",
                        "None: the server has moved to the key whose pin was the backup.")
                .server("genuine", next, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("NoBackup")
                .reference("RFC 7469, section 4.3")
                .accept();
    }

    static Scenario renewedWithSameKey(TestPki pki) {
        TestCertificate renewed =
                CertificateDraft.leaf(HOST).key(pki.leaf.key()).signedBy(pki.issuing);
        return scenario(
                        "renewed-same-key",
                        "renewed certificate, same key",
                        "None: the certificate is new and the key is not, so neither is the pin.")
                .server("genuine", renewed, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("WholeCertificate")
                .reference("RFC 7469, section 2.4")
                .accept();
    }

    /**
     * One authority, two certificates for it. Both paths are valid; a PKIX implementation takes the first that it finds.
     *
     * <pre>
     *   legacyRoot      root (pinned, not sent)
     *        \           /
     *   issuing (1)  issuing (2)      same name, same key
     *          \       /
     *            leaf                 sends: leaf, (1), (2)
     * </pre>
     */
    private static Scenario crossSignedIntermediate(TestPki pki) {
        TestCertificate byLegacyRoot = CertificateDraft.authority("Linchpin Test Issuing CA")
                .key(pki.issuing.key())
                .signedBy(pki.legacyRoot);
        return scenario(
                        "cross-signed-intermediate",
                        "cross-signed path that holds the pin",
                        "None: of two valid paths, the one that PKIX happens to find first is not the one with the pin.")
                .server("genuine", pki.leaf, byLegacyRoot, pki.issuing)
                .policy(pki.pinned(pki.root))
                .flag("AlternativePath")
                .reference("RFC 4158, section 1.5")
                .accept();
    }

    /**
     * A young root vouched for by an old one. Both are trusted, so PKIX stops at the young one, below the pin.
     *
     * <pre>
     *   legacyRoot (pinned, not sent)
     *        |
     *   root (cross-signed, sent)     root (trusted itself)
     *          \                       /
     *                  issuing
     *                     |
     *                    leaf
     * </pre>
     */
    private static Scenario crossSignedRoot(TestPki pki) {
        TestCertificate crossSigned = CertificateDraft.authority("Linchpin Test Root")
                .key(pki.root.key())
                .signedBy(pki.legacyRoot);
        return scenario(
                        "cross-signed-root",
                        "pin above a cross-signed root",
                        "None: PKIX may stop at a trusted root although a valid path goes on to the pinned one.")
                .server("genuine", pki.leaf, pki.issuing, crossSigned)
                .policy(pki.pinned(pki.legacyRoot))
                .flag("AlternativePath")
                .flag("UnsentAnchor")
                .reference("RFC 4158, section 1.5")
                .accept();
    }
}
