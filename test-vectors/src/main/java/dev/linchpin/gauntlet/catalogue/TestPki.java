package dev.linchpin.gauntlet.catalogue;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;

/**
 * Authorities, and a host, with keys of one type.
 *
 * <pre>
 *   root (trusted)    legacyRoot (trusted)    rogueRoot (trusted)    strangerRoot (not trusted)
 *    │                                         │
 *   issuing                                   rogueIssuing
 *    │
 *   leaf: api.linchpin.test
 * </pre>
 */
final class TestPki {
    static final String HOST = "api.linchpin.test";

    final TestCertificate root;
    final TestCertificate issuing;
    final TestCertificate leaf;

    /** An older root of the same house, on P-256 and still in every trust store. */
    final TestCertificate legacyRoot = TestCertificate.root("Linchpin Test Legacy Root");

    /** An authority that clients trust but that is in the attacker's hands. */
    final TestCertificate rogueRoot;

    final TestCertificate rogueIssuing;
    final TestCertificate strangerRoot;

    /** The key in the safe; a server has it once the house has moved to it. */
    final TestKey backup;

    private final TestKey attackers;

    TestPki() {
        this(KeyType.P256);
    }

    /** @param type of all keys but the legacy root's; the names of the authorities end in it, so that none has two keys */
    TestPki(KeyType type) {
        String suffix = type == KeyType.P256 ? "" : " " + type;
        root = authority("Linchpin Test Root" + suffix, type).selfSigned();
        issuing = authority("Linchpin Test Issuing CA" + suffix, type).signedBy(root);
        leaf = CertificateDraft.leaf(HOST).key(type).signedBy(issuing);
        rogueRoot = authority("Careless Trust Root" + suffix, type).selfSigned();
        rogueIssuing = authority("Careless Trust Issuing CA" + suffix, type).signedBy(rogueRoot);
        strangerRoot = authority("Stranger Root" + suffix, type).selfSigned();
        backup = TestKey.generate(type);
        attackers = TestKey.generate(type);
    }

    private static CertificateDraft authority(String commonName, KeyType type) {
        return CertificateDraft.authority(commonName).key(type);
    }

    /** A certificate for {@link #HOST} whose key the attacker has: nothing is wrong with it but that its key is not pinned. */
    TestCertificate impostor(TestCertificate issuer) {
        return CertificateDraft.leaf(HOST).key(attackers).signedBy(issuer);
    }

    /** An enforced rule for this pin and the backup key. */
    PolicySpec.Rule pin(String host, String pin) {
        return PolicySpec.Rule.enforce(host, pin, backup.pin());
    }

    /** A policy of one such rule, for {@link #HOST}. */
    PolicySpec pinned(TestCertificate certificate) {
        return PolicySpec.of(pin(HOST, certificate.pin()));
    }
}
