package dev.linchpin.gauntlet.catalogue;

import static dev.linchpin.gauntlet.catalogue.ScenarioDraft.scenario;
import static dev.linchpin.gauntlet.catalogue.TestPki.HOST;

import dev.linchpin.gauntlet.scenario.PolicySpec;
import dev.linchpin.gauntlet.scenario.PolicySpec.AfterExpiry;
import dev.linchpin.gauntlet.scenario.PolicySpec.Rule;
import dev.linchpin.gauntlet.scenario.PolicySpec.Unlisted;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One file in Android's format, the one that the README shows: {@code linchpin.test} and all below it are pinned, but for
 * {@code blog.linchpin.test}. Its pins are of keys that anybody can have, so that it can be the same file for ever.
 */
final class PolicyFile {
    private static final String EXEMPT = "blog.linchpin.test";
    private static final TestKey ACTIVE = TestKey.seeded(KeyType.P256, "network_security_config.xml, active");
    private static final TestKey BACKUP = TestKey.seeded(KeyType.P256, "network_security_config.xml, backup");

    private PolicyFile() {}

    /** The text of the file. */
    static String text() {
        try (InputStream in = PolicyFile.class.getResourceAsStream("network_security_config.xml")) {
            if (in == null) {
                throw new IllegalStateException("network_security_config.xml is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in plain data. */
    static PolicySpec policy() {
        return PolicySpec.of(Rule.enforce("**.linchpin.test", ACTIVE.pin(), BACKUP.pin())
                        .until("2036-12-31", AfterExpiry.FAIL_CLOSED))
                .exempting(EXEMPT)
                .withUnlisted(Unlisted.REPORT)
                .inFile(text());
    }

    static List<Scenario> scenarios(TestPki pki) {
        TestCertificate otherKey = pki.rogueIssuing.leaf(EXEMPT, HOST);
        return List.of(
                scenario("policy-file", "policy in a file", "None: the server has the key that the file pins.")
                        .server("genuine", leaf(pki, ACTIVE), pki.issuing)
                        .policy(policy())
                        .flag("Inheritance")
                        .accept(),
                scenario("policy-file-backup", "policy in a file, backup", "None: the key was replaced by the backup.")
                        .server("renewed", leaf(pki, BACKUP), pki.issuing)
                        .policy(policy())
                        .flag("Inheritance")
                        .accept(),
                scenario(
                                "policy-file-other-key",
                                "policy in a file, other key",
                                "A careless authority has issued a certificate for a host below the domain of the file.")
                        .server("rogue", otherKey, pki.rogueIssuing)
                        .policy(policy())
                        .flag("Subdomains")
                        .reference("RFC 7469, section 2.6")
                        .refuseForPin(),
                scenario(
                                "policy-file-exempt",
                                "policy in a file, exempt host",
                                "None: an empty pin-set frees the host below the pinned domain.")
                        .server("blog", otherKey, pki.rogueIssuing)
                        .policy(policy())
                        .flag("Exempt")
                        .reference("https://developer.android.com/privacy-and-security/security-config#pin-set")
                        .accept("https://" + EXEMPT + ":{blog}/"));
    }

    private static TestCertificate leaf(TestPki pki, TestKey key) {
        return CertificateDraft.leaf(HOST).key(key).signedBy(pki.issuing);
    }
}
