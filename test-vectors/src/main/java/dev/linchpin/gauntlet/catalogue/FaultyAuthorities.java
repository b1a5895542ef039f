package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.KeyUse;
import dev.linchpin.pki.TestCertificate;
import java.util.List;

/**
 * Authorities whose certificates do not let them vouch for the host, below a pinned root: a pin never widens what an authority may do.
 *
 * <pre>
 *   root (pinned) ── authority with a defect ── leaf
 * </pre>
 */
final class FaultyAuthorities {
    private FaultyAuthorities() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                nameConstraints(pki),
                pathLength(pki),
                keyUsage(pki),
                version1(pki),
                expired(pki),
                weakKey(pki),
                md5(pki));
    }

    private static Scenario nameConstraints(TestPki pki) {
        return below(
                        pki,
                        CertificateDraft.authority("Constrained CA").permitted("partner.test"),
                        "name-constrained-ca",
                        "authority for another domain",
                        "The pinned root lets a partner issue certificates for its own domain, and it issues one for the host.")
                .flag("Constraints")
                .reference("RFC 5280, section 4.2.1.10")
                .refuseForPkix();
    }

    /**
     * <pre>
     *   root (pinned) ── pathLen 0 ── one authority too many ── leaf
     * </pre>
     */
    private static Scenario pathLength(TestPki pki) {
        TestCertificate last =
                CertificateDraft.authority("Last CA").pathLength(0).signedBy(pki.root);
        TestCertificate tooDeep = last.intermediate("Too Deep CA");
        return scenario(
                        "path-length",
                        "authority below the last one",
                        "An authority that may certify servers only makes another authority.")
                .server("impostor", tooDeep.leaf(HOST), tooDeep, last)
                .policy(pki.pinned(pki.root))
                .flag("Constraints")
                .reference("RFC 5280, section 4.2.1.9")
                .refuseForPkix();
    }

    private static Scenario keyUsage(TestPki pki) {
        return below(
                        pki,
                        CertificateDraft.authority("CRL Signer").keyUsage(KeyUse.CRL_SIGNING),
                        "ca-without-cert-sign",
                        "authority that must not sign",
                        "The key usage of the authority lets it sign revocation lists, and no certificates.")
                .flag("Constraints")
                .reference("RFC 5280, section 4.2.1.3")
                .refuseForPkix();
    }

    private static Scenario version1(TestPki pki) {
        return below(
                        pki,
                        CertificateDraft.authority("Version 1 CA").version1(),
                        "version-one-ca",
                        "authority of version 1",
                        "A version 1 certificate cannot say whether it is an authority's: every old server certificate would be one.")
                .flag("Constraints")
                .reference("CVE-2014-1959")
                .reference("RFC 5280, section 6.1.4 (k)")
                .refuseForPkix();
    }

    private static Scenario expired(TestPki pki) {
        return below(
                        pki,
                        CertificateDraft.authority("Former CA").expired(),
                        "expired-intermediate",
                        "expired authority",
                        "The authority's certificate expired yesterday; the server's has not.")
                .flag("Validity")
                .reference("RFC 5280, section 6.1.3 (a)")
                .refuseForPkix();
    }

    private static Scenario weakKey(TestPki pki) {
        return below(
                        pki,
                        CertificateDraft.authority("Legacy CA").key(KeyType.RSA_512),
                        "weak-authority-key",
                        "authority with a 512-bit key",
                        "The key of the authority can be factored by anybody, so anybody can be certified by it.")
                .on(Feature.KEY_SIZES)
                .reference("Microsoft Security Advisory 2641690")
                .refuseForPkix();
    }

    /** Nobody accepts MD5. SHA-1 is no scenario: the JDK refuses it below public authorities only ({@code jdkCA}), others below all. */
    private static Scenario md5(TestPki pki) {
        TestCertificate authority =
                CertificateDraft.authority("MD5 CA").key(KeyType.RSA_2048).signedBy(pki.root);
        TestCertificate collided =
                CertificateDraft.leaf(HOST).signature("MD5withRSA").signedBy(authority);
        return scenario(
                        "md-five-signature",
                        "certificate signed over MD5",
                        "The signature was made for a harmless certificate with the same MD5.")
                .server("impostor", collided, authority)
                .policy(pki.pinned(authority))
                .reference("CVE-2004-2761")
                .reference("RFC 6151")
                .refuseForPkix();
    }

    private static ScenarioDraft below(TestPki pki, CertificateDraft draft, String id, String title, String attack) {
        TestCertificate authority = draft.signedBy(pki.root);
        return scenario(id, title, attack)
                .server("impostor", authority.leaf(HOST), authority)
                .policy(pki.pinned(pki.root));
    }
}
