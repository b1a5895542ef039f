package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.Feature;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Certificates made to keep a client busy, or to make it stumble. What one TLS library takes the next one does not: SunJSSE takes 10
 * certificates and 32 KiB, BCJSSE 32 KiB, BoringSSL 100 KiB. What all of them carry is judged by its pins; of what is larger only this is
 * demanded, that it is refused soon and has cost no byte.
 */
final class Floods {
    /** Below 32 KiB together with the rest of the handshake message. */
    private static final int ALL_CARRY = 24 * 1024;

    private static final int NONE_CARRIES = 1024 * 1024;

    /** With a leaf and one more, what SunJSSE takes. */
    private static final int FEW = 8;

    private static final int MANY = 30;

    private Floods() {}

    static List<Scenario> scenarios(TestPki pki) {
        return List.of(
                largeCertificate(pki),
                hugeCertificate(pki),
                genuineBehindDecoys(pki),
                rogueBeforeLoops(pki),
                manyDecoys(pki),
                malformedIntermediate(pki));
    }

    private static Scenario largeCertificate(TestPki pki) {
        TestCertificate large = CertificateDraft.leaf(HOST).ballast(ALL_CARRY).signedBy(pki.issuing);
        return scenario(
                        "large-certificate",
                        "certificate of 24 KiB",
                        "None: the certificate is as large as clients take.")
                .server("genuine", large, pki.issuing)
                .policy(pki.pinned(large))
                .reference("RFC 8446, section 4.4.2")
                .accept();
    }

    private static Scenario hugeCertificate(TestPki pki) {
        TestCertificate huge =
                CertificateDraft.authority("Huge CA").ballast(NONE_CARRIES).signedBy(pki.rogueRoot);
        return scenario(
                        "huge-certificate",
                        "certificate of 1 MiB",
                        "The rogue server sends a megabyte of certificate to exhaust whoever parses, copies and hashes it.")
                .server("impostor", huge.leaf(HOST), huge)
                .policy(pki.pinned(pki.leaf))
                .reference("CVE-2016-6307")
                .breakOff();
    }

    /**
     * As issuers go by name, every decoy might be the one. Only the last is, by its signature.
     *
     * <pre>
     *   root ── "Linchpin Test Issuing CA" × 8, other keys
     *     └──── "Linchpin Test Issuing CA" (pinned) ── leaf
     * </pre>
     */
    private static Scenario genuineBehindDecoys(TestPki pki) {
        List<TestCertificate> decoys = repeat(FEW, CertificateDraft.authority("Linchpin Test Issuing CA"), pki.root);
        return scenario(
                        "genuine-behind-decoys",
                        "genuine issuer behind 8 namesakes",
                        "None: eight authorities that have the name of the pinned one are sent before it.")
                .server("genuine", chain(pki.leaf, decoys, pki.issuing))
                .policy(pki.pinned(pki.issuing))
                .flag("SameName")
                .flag("AlternativePath")
                .reference("CVE-2018-16875")
                .accept();
    }

    /**
     * Issuers of one name that all name each other: as names go, there are 8! ways up from the leaf, and every one ends at the pin.
     *
     * <pre>
     *   rogueRoot ── rogueIssuing ── forged         8 × "Careless Trust Issuing CA", issued by each other
     *                                                └── one by "Linchpin Test Root" (pinned), or so it says
     * </pre>
     *
     * How many of them a path builder tries before any pin is looked at is its own affair.
     */
    private static Scenario rogueBeforeLoops(TestPki pki) {
        String name = "Careless Trust Issuing CA";
        TestCertificate namesake = CertificateDraft.authority(name).selfSigned();
        List<TestCertificate> loops = repeat(FEW - 1, CertificateDraft.authority(name), namesake);
        TestCertificate end = CertificateDraft.authority(name)
                .signedBy(CertificateDraft.authority("Linchpin Test Root").selfSigned());
        List<TestCertificate> appended = new ArrayList<>(loops);
        appended.add(0, pki.rogueIssuing);
        return scenario(
                        "rogue-before-loops",
                        "rogue, then issuers in circles",
                        "Issuers that name each other are appended, so that a search for the pin by names takes 8! ways.")
                .server("impostor", chain(pki.rogueIssuing.leaf(HOST), appended, end))
                .policy(pki.pinned(pki.root))
                .on(Feature.OWN_PATH_BUILDER)
                .flag("Loop")
                .flag("SameName")
                .reference("CVE-2018-16875")
                .refuseForPin();
    }

    /** As many as no SunJSSE looks at; where they are looked at, each costs a signature. */
    private static Scenario manyDecoys(TestPki pki) {
        List<TestCertificate> decoys = repeat(MANY, CertificateDraft.authority("Careless Trust Issuing CA"), pki.root);
        return scenario(
                        "many-decoys",
                        "rogue issuer behind 30 namesakes",
                        "Thirty authorities below the pinned root have the name of the rogue issuer and are sent before it.")
                .server("impostor", chain(pki.rogueIssuing.leaf(HOST), decoys, pki.rogueIssuing))
                .policy(pki.pinned(pki.root))
                .flag("SameName")
                .flag("Loop")
                .reference("CVE-2018-16875")
                .breakOff();
    }

    private static Scenario malformedIntermediate(TestPki pki) {
        byte[] der = pki.issuing.der();
        TestCertificate cutOff = pki.issuing.sentAs(Arrays.copyOf(der, der.length / 2));
        return scenario(
                        "malformed-intermediate",
                        "malformed DER in an intermediate",
                        "The certificate behind the pinned leaf is cut off in the middle.")
                .server("impostor", pki.leaf, cutOff, pki.issuing)
                .policy(pki.pinned(pki.leaf))
                .flag("PinWithoutPkix")
                .flag("ExactlyOne")
                .reference("RFC 5280, section 4.1")
                .breakOff();
    }

    private static List<TestCertificate> repeat(int times, CertificateDraft draft, TestCertificate issuer) {
        List<TestCertificate> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(draft.signedBy(issuer));
        }
        return all;
    }

    private static TestCertificate[] chain(TestCertificate leaf, List<TestCertificate> between, TestCertificate last) {
        List<TestCertificate> chain = new ArrayList<>(between);
        chain.add(0, leaf);
        chain.add(last);
        return chain.toArray(TestCertificate[]::new);
    }
}
