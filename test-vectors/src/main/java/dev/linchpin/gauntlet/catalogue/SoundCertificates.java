package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/** Kinds of certificates, keys and pins that servers have good reasons for. */
final class SoundCertificates {
    private SoundCertificates() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                wildcard(pki),
                pinnedKey(pki, KeyType.RSA_2048, "rsa-key", "RSA key", "None: the pinned key is an RSA key.")
                        .flag("Rsa2048")
                        .reference("RFC 3279, section 2.3.1")
                        .accept(),
                rsaKeyWithoutNull(pki),
                pinnedKey(
                                pki,
                                KeyType.P384,
                                "secp-key",
                                "P-384 key",
                                "None: the pinned key is on another curve than most.")
                        .flag("KeyForm")
                        .reference("RFC 5480, section 2.1.1.1")
                        .accept(),
                pinnedKey(pki, KeyType.ED25519, "edwards-key", "Ed25519 key", "None: the pinned key is an Ed25519 key.")
                        .flag("KeyForm")
                        .reference("RFC 8410")
                        .accept(),
                outOfOrder(pki),
                certificatePinned(pki),
                certificatePinnedRenewed(pki));
    }

    private static ScenarioDraft pinnedKey(TestPki pki, KeyType type, String id, String title, String attack) {
        TestCertificate leaf = CertificateDraft.leaf(HOST).key(type).signedBy(pki.issuing);
        return scenario(id, title, attack).server("genuine", leaf, pki.issuing).policy(pki.pinned(leaf));
    }

    private static Scenario wildcard(TestPki pki) {
        TestCertificate wildcard = pki.issuing.leaf("*.linchpin.test");
        return scenario(
                        "wildcard-certificate",
                        "wildcard certificate",
                        "None: one pinned certificate serves a whole domain.")
                .server("genuine", wildcard, pki.issuing)
                .policy(pki.pinned(wildcard))
                .flag("HostName")
                .reference("RFC 9525, section 6.3")
                .accept();
    }

    /**
     * The pin is of the bytes in the certificate. Parsed and encoded again, this key has other bytes:
     *
     * <pre>
     *   in the certificate    30 .. 30 0b 06 09 rsaEncryption        03 ..
     *   PublicKey.getEncoded  30 .. 30 0d 06 09 rsaEncryption 05 00  03 ..
     * </pre>
     */
    private static Scenario rsaKeyWithoutNull(TestPki pki) {
        return pinnedKey(
                        pki,
                        KeyType.RSA_2048_WITHOUT_NULL,
                        "rsa-key-without-null",
                        "RSA key without NULL parameters",
                        "None: the pinned key is written in a way that does not survive being parsed and encoded again.")
                .flag("KeyForm")
                .flag("Reencoded")
                .reference("RFC 3279, section 2.3.1")
                .accept();
    }

    /** TLS 1.3 lets a server send the certificates above its own in any order; those of TLS 1.2 always did. */
    private static Scenario outOfOrder(TestPki pki) {
        TestCertificate regional = pki.issuing.intermediate("Linchpin Test Regional CA");
        TestCertificate leaf = regional.leaf(HOST);
        return scenario(
                        "out-of-order-chain",
                        "certificates out of order",
                        "None: the server sends the right certificates, the root among them, in the wrong order.")
                .server("genuine", leaf, pki.root, pki.issuing, regional)
                .policy(pki.pinned(pki.issuing))
                .flag("AlternativePath")
                .reference("RFC 8446, section 4.4.2")
                .accept();
    }

    private static Scenario certificatePinned(TestPki pki) {
        return scenario("certificate-pinned", "certificate pinned", "None: the pin is of the whole certificate.")
                .server("genuine", pki.leaf, pki.issuing)
                .policy(pki.pin(HOST, pki.leaf.certificatePin()))
                .flag("CertificatePin")
                .accept();
    }

    private static Scenario certificatePinnedRenewed(TestPki pki) {
        TestCertificate renewed =
                CertificateDraft.leaf(HOST).key(pki.leaf.key()).signedBy(pki.issuing);
        return scenario(
                        "certificate-pinned-renewed",
                        "certificate pinned, another presented",
                        "The thief of a key has a new certificate made for it; the pin is of the old certificate.")
                .server("impostor", renewed, pki.issuing)
                .policy(pki.pin(HOST, pki.leaf.certificatePin()))
                .flag("WholeCertificate")
                .reference("RFC 6698, section 2.1.2")
                .refuseForPin();
    }
}
