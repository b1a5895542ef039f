package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.PathCases.HOST;
import static dev.linchpin.vectors.draft.PathCases.NOW;
import static dev.linchpin.vectors.draft.PathCases.der;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyUse;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.vectors.draft.Forge.Der;
import java.time.Instant;
import java.util.List;

/** The cases of {@link PinCheck} in which one path is valid, but not pinned; another one holds the pin, and has a defect. */
final class InvalidPathCases {
    private final TopicDraft topic;
    private final TestCertificate root = Forge.root("Path Root");
    private final TestCertificate other = Forge.root("Other Root");
    private final TestCertificate ca = Forge.authority("Issuing CA").signedBy(root);
    private final TestCertificate leaf = Forge.leaf("path leaf", HOST).signedBy(ca);
    private final TestCertificate crossed = cross("crossed").signedBy(other);

    InvalidPathCases(TopicDraft topic) {
        this.topic = topic;
    }

    void add(GroupDraft group) {
        defect(
                group,
                "untrusted-root",
                "the pinned root signed a cross certificate, but is not trusted",
                List.of(root),
                other.pin(),
                der(leaf, ca, crossed));
        invalid(
                group,
                "expired",
                "the cross certificate has expired",
                cross("expired")
                        .validity(Forge.FROM, Instant.parse("2020-01-01T00:00:00Z"))
                        .signedBy(other)
                        .der());
        invalid(
                group,
                "not-yet-valid",
                "the cross certificate is not valid yet",
                cross("early")
                        .validity(Instant.parse("2040-01-01T00:00:00Z"), Forge.TO)
                        .signedBy(other)
                        .der());
        invalid(
                group,
                "broken-signature",
                "the cross certificate's signature is broken",
                Der.flipped(crossed.der(), -1));
        invalid(
                group,
                "no-authority",
                "the cross certificate is none of an authority",
                cross("end entity").authorityFlag(false).signedBy(other).der());
        invalid(
                group,
                "key-usage",
                "the cross certificate must not sign certificates",
                cross("usage").keyUsage(KeyUse.CRL_SIGNING).signedBy(other).der());
        invalid(
                group,
                "excluded-name",
                "the cross certificate excludes the host",
                cross("excluded").excluded("example.com").signedBy(other).der());
        invalid(
                group,
                "not-permitted-name",
                "the cross certificate permits other hosts",
                cross("permitted").permitted("example.org").signedBy(other).der());
        invalid(
                group,
                "other-key",
                "the cross certificate is for another key",
                cross("key").key(Forge.key("impostor CA")).signedBy(other).der());
        TestCertificate narrow = Forge.authority("Narrow CA").pathLength(0).signedBy(other);
        defect(
                group,
                "path-length",
                "the path is longer than the pinned authority allows",
                List.of(root, other),
                narrow.pin(),
                der(leaf, ca, cross("below narrow").signedBy(narrow), narrow));
        byte[] forged = cross("forged")
                .signedBy(Forge.authority("Other Root").key(Forge.key("rogue")).selfSigned())
                .der();
        invalid(group, "forged-issuer", "the cross certificate names the pinned root, which never signed it", forged);
    }

    private void invalid(GroupDraft group, String id, String comment, byte[] cross) {
        byte[][] chain = {leaf.der(), ca.der(), cross};
        defect(group, id, comment, List.of(root, other), other.pin(), chain);
    }

    private void defect(
            GroupDraft group, String id, String comment, List<TestCertificate> anchors, String pin, byte[][] chain) {
        PathCases.peer(topic, group.test(id, comment, "InvalidPath"), HOST, NOW, anchors, pin, chain)
                .expect("mismatch")
                .unlike("alternative::cross-signed");
    }

    private CertificateDraft cross(String serial) {
        return Forge.authority("Issuing CA").serial(Forge.serial(serial));
    }
}
