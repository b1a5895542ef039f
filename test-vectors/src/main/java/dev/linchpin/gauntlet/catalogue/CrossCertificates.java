package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Certificates that lead from a rogue authority to the pinned one, but not validly so. The path without them is valid and not pinned: a
 * client that checks one path and looks for pins on another one falls for all of these.
 *
 * <pre>
 *   rogueRoot      root (pinned)
 *        \          ⋮  the cross-certificate with a defect, sent first
 *       rogueIssuing
 *            |
 *          forged
 * </pre>
 */
final class CrossCertificates {
    private static final String RFC_PATH_VALIDATION = "RFC 5280, section 6.1";

    private CrossCertificates() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                expired(pki),
                constrained(pki),
                forged(pki),
                sameKeyIdentifier(pki),
                md5(pki),
                weakAuthority(pki),
                sha1(pki),
                forbiddenInTls(pki));
    }

    private static Scenario expired(TestPki pki) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        TestCertificate expired = cross(pki)
                .validity(yesterday.minus(Duration.ofDays(365)), yesterday)
                .signedBy(pki.root);
        return scenario(
                        "expired-cross-certificate",
                        "expired cross-certificate to the pin",
                        "The pinned root once vouched for the authority that is now rogue; that certificate has expired.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), expired, pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .flag("InvalidPath")
                .flag("Validity")
                .reference(RFC_PATH_VALIDATION)
                .refuseForPin();
    }

    private static Scenario constrained(TestPki pki) {
        TestCertificate constrained = cross(pki).permitted("partner.test").signedBy(pki.root);
        return scenario(
                        "constrained-cross-certificate",
                        "constrained cross-certificate to the pin",
                        "The pinned root vouches for the rogue authority, but only for names in another domain.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), constrained, pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .flag("InvalidPath")
                .flag("Constraints")
                .reference("RFC 5280, section 4.2.1.10")
                .refuseForPin();
    }

    private static Scenario forged(TestPki pki) {
        TestCertificate namesake =
                CertificateDraft.authority("Linchpin Test Root").selfSigned();
        return scenario(
                        "forged-cross-certificate",
                        "forged cross-certificate to the pin",
                        "The rogue authority writes itself a certificate that names the pinned root, which never signed it.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), cross(pki).signedBy(namesake), pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .flag("InvalidPath")
                .flag("SameName")
                .reference("CVE-2016-2402")
                .reference(RFC_PATH_VALIDATION)
                .refuseForPin();
    }

    /**
     * Name and key identifier are what path builders go by. Both are only written down by whoever issues the certificate.
     *
     * <pre>
     *   rogueRoot ── "Linchpin Test Issuing CA" ── forged      "Linchpin Test Issuing CA" ── root
     *                identifier of the pinned key               pinned key
     *                rogue key      2                1                         3
     * </pre>
     */
    private static Scenario sameKeyIdentifier(TestPki pki) {
        TestCertificate namesake = CertificateDraft.authority("Linchpin Test Issuing CA")
                .keyIdentifierOf(pki.issuing.key())
                .signedBy(pki.rogueRoot);
        return scenario(
                        "pinned-key-identifier",
                        "same name and key identifier, other key",
                        "The rogue issuer copies name and key identifier of the pinned one, which is appended.")
                .server("impostor", namesake.leaf(HOST), namesake, pki.issuing)
                .policy(pki.pinned(pki.issuing))
                .flag("SameName")
                .reference("CVE-2016-2402")
                .reference("RFC 5280, section 4.2.1.2")
                .refuseForPin();
    }

    private static Scenario md5(TestPki pki) {
        TestCertificate pinned =
                CertificateDraft.authority("RSA CA").key(KeyType.RSA_2048).signedBy(pki.root);
        return scenario(
                        "md-five-cross-certificate",
                        "cross-certificate signed over MD5",
                        "The pinned authority signed a harmless certificate with the same MD5. Validators that are no TLS stack's may accept it.")
                .server(
                        "impostor",
                        pki.rogueIssuing.leaf(HOST),
                        cross(pki).signature("MD5withRSA").signedBy(pinned),
                        pinned,
                        pki.rogueIssuing)
                .policy(pki.pinned(pinned))
                .flag("InvalidPath")
                .reference("CVE-2004-2761")
                .reference("RFC 6151")
                .refuseForPin();
    }

    /**
     * <pre>
     *   rogueRoot      root (pinned)
     *        \            |
     *         \       authority with 512 bits: factored
     *          \       /
     *         rogueIssuing
     *              |
     *           forged
     * </pre>
     */
    private static Scenario weakAuthority(TestPki pki) {
        TestCertificate weak =
                CertificateDraft.authority("Legacy CA").key(KeyType.RSA_512).signedBy(pki.root);
        return scenario(
                        "weak-key-cross-certificate",
                        "cross-certificate by a 512-bit key",
                        "The attacker has factored an old authority below the pinned root, and certifies the rogue one with its key.")
                .server("impostor", pki.rogueIssuing.leaf(HOST), cross(pki).signedBy(weak), weak, pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .flag("InvalidPath")
                .reference("Microsoft Security Advisory 2641690")
                .refuseForPin();
    }

    /** The JDK refuses SHA-1 in TLS, and below authorities that it brought along ({@code SHA1 jdkCA & usage TLSServer}) only. */
    private static Scenario sha1(TestPki pki) {
        return scenario(
                        "sha-one-cross-certificate",
                        "cross-certificate signed over SHA-1",
                        "The pinned root of the platform signed a harmless certificate with the same SHA-1, which only TLS refuses.")
                .server(
                        "impostor",
                        pki.rogueIssuing.leaf(HOST),
                        cross(pki).signature("SHA1withECDSA").signedBy(pki.root),
                        pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .on(Feature.PLATFORM_AUTHORITIES)
                .flag("InvalidPath")
                .reference("https://shattered.io")
                .refuseForPin();
    }

    /** {@link Feature#TLS_LIMITS} is SHA-512 with ECDSA, which nothing else here uses. */
    private static Scenario forbiddenInTls(TestPki pki) {
        return scenario(
                        "cross-certificate-forbidden-in-tls",
                        "cross-certificate by what TLS forbids",
                        "The administrator has forbidden an algorithm in TLS, and the cross-certificate to the pinned root is signed with it.")
                .server(
                        "impostor",
                        pki.rogueIssuing.leaf(HOST),
                        cross(pki).signature("SHA512withECDSA").signedBy(pki.root),
                        pki.rogueIssuing)
                .policy(pki.pinned(pki.root))
                .on(Feature.TLS_LIMITS)
                .flag("InvalidPath")
                .reference("RFC 8446, section 4.4.2.4")
                .refuseForPin();
    }

    private static CertificateDraft cross(TestPki pki) {
        return CertificateDraft.authority("Careless Trust Issuing CA").key(pki.rogueIssuing.key());
    }
}
