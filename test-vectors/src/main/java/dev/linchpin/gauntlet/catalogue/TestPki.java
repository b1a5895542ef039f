package dev.linchpin.gauntlet.catalogue;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The authorities of all scenarios.
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

    final TestCertificate root = TestCertificate.root("Linchpin Test Root");
    final TestCertificate issuing = root.intermediate("Linchpin Test Issuing CA");
    final TestCertificate leaf = issuing.leaf(HOST);

    /** An older root of the same house, still in every trust store. */
    final TestCertificate legacyRoot = TestCertificate.root("Linchpin Test Legacy Root");

    /** An authority that clients trust but that is in the attacker's hands. */
    final TestCertificate rogueRoot = TestCertificate.root("Careless Trust Root");

    final TestCertificate rogueIssuing = rogueRoot.intermediate("Careless Trust Issuing CA");

    final TestCertificate strangerRoot =
            CertificateDraft.authority("Stranger Root").selfSigned();

    /** The key in the safe; no server has it. */
    private final TestKey backup = TestKey.generate();

    List<X509Certificate> trustAnchors() {
        return List.of(root.certificate(), legacyRoot.certificate(), rogueRoot.certificate());
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
