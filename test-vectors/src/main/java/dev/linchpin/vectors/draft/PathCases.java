package dev.linchpin.vectors.draft;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyUse;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.vectors.draft.Forge.Der;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The cases of {@link PinCheck} in which the whole chain counts: which certificates are on a valid path. */
final class PathCases {
    static final String OP = "pin.check";
    static final String HOST = "api.example.com";
    static final String NOW = "2030-06-01T12:00:00Z";

    private final TopicDraft topic;
    private final TestCertificate root = Forge.root("Path Root");
    private final TestCertificate other = Forge.root("Other Root");
    private final TestCertificate ca = Forge.authority("Issuing CA").signedBy(root);
    private final TestCertificate leaf = Forge.leaf("path leaf", HOST).signedBy(ca);
    private final TestCertificate crossed =
            Forge.authority("Issuing CA").serial(Forge.serial("crossed")).signedBy(other);
    private final String spare = Forge.key("spare").pin();

    private PathCases(TopicDraft topic) {
        this.topic = topic;
    }

    static void addTo(TopicDraft topic) {
        PathCases cases = new PathCases(topic);
        cases.path(topic.group("path", OP));
        cases.presented(topic.group("presented", OP));
        cases.alternative(topic.group("alternative", OP));
        cases.invalid(topic.group("invalid-path", OP));
        new PkixCases(topic).add();
    }

    private void path(GroupDraft group) {
        check(group, "leaf", "the leaf is pinned", "Path", leaf.pin(), leaf, ca).expect("match");
        check(group, "intermediate", "the intermediate is pinned", "Path", ca.pin(), leaf, ca)
                .expect("match");
        check(group, "anchor-not-sent", "the anchor is pinned, and not sent", "UnsentAnchor", root.pin(), leaf, ca)
                .expect("match");
        check(group, "anchor-sent", "the anchor is pinned, and sent", "Path", root.pin(), leaf, ca, root)
                .expect("match");
        check(
                        group,
                        "none",
                        "no certificate of the path is pinned",
                        "Path",
                        Forge.key("nobody").pin(),
                        leaf,
                        ca)
                .expect("mismatch")
                .unlike("leaf");
        check(
                        group,
                        "out-of-order",
                        "the certificates above the leaf in another order",
                        "AlternativePath",
                        ca.pin(),
                        leaf,
                        root,
                        ca)
                .expect("match");
        check(
                        group,
                        "rekeyed-leaf",
                        "a new key in the leaf, below the pinned authority",
                        "Path",
                        ca.pin(),
                        Forge.leaf("rekeyed leaf", HOST).signedBy(ca),
                        ca)
                .expect("match");
        check(
                        group,
                        "rekeyed-pinned-leaf",
                        "a new key in the leaf, whose old key is pinned",
                        "Path",
                        leaf.pin(),
                        Forge.leaf("rekeyed leaf", HOST).signedBy(ca),
                        ca)
                .expect("mismatch")
                .unlike("leaf");
        check(
                        group,
                        "certificate-of-authority",
                        "the certificate of the intermediate is pinned",
                        "Path",
                        ca.certificatePin(),
                        leaf,
                        ca)
                .needs("cert-pin")
                .expect("match");
        check(
                        group,
                        "unused-extra",
                        "an unrelated certificate behind the path",
                        "Path",
                        ca.pin(),
                        leaf,
                        ca,
                        Forge.root("Unrelated"))
                .expect("match");
    }

    /** The attacker has a certificate for the host from an authority that is trusted, but not pinned. */
    private void presented(GroupDraft group) {
        TestCertificate otherCa = Forge.authority("Other CA").signedBy(other);
        TestCertificate sameName = Forge.authority("Issuing CA")
                .key(Forge.key("impostor CA"))
                .serial(Forge.serial("impostor CA"))
                .signedBy(other);
        TestCertificate bad = Forge.leaf("attacker leaf", HOST).signedBy(otherCa);
        TestCertificate badSameName = Forge.leaf("attacker leaf", HOST).signedBy(sameName);
        attack(group, "none", "nothing appended", ca.pin(), bad, otherCa);
        attack(group, "intermediate-appended", "the pinned intermediate appended", ca.pin(), bad, otherCa, ca);
        attack(group, "anchor-appended", "the pinned anchor appended", root.pin(), bad, otherCa, root);
        attack(group, "leaf-appended", "the pinned leaf appended", leaf.pin(), bad, otherCa, leaf);
        attack(group, "chain-appended", "the whole pinned chain appended", leaf.pin(), bad, otherCa, leaf, ca, root);
        attack(group, "inserted", "the pinned intermediate in between", ca.pin(), bad, ca, otherCa);
        attack(
                group,
                "same-name",
                "an issuer of the name of the pinned one, and that one appended",
                ca.pin(),
                badSameName,
                sameName,
                ca);
        attack(group, "same-name-first", "and that one in front", ca.pin(), badSameName, ca, sameName);
        attack(group, "certificate-pin", "the pinned certificate appended", ca.certificatePin(), bad, otherCa, ca)
                .needs("cert-pin");
        TestCertificate sameIdentifier = Forge.authority("Issuing CA")
                .key(Forge.key("impostor CA"))
                .serial(Forge.serial("identifier"))
                .keyIdentifierOf(ca.key())
                .signedBy(other);
        attack(
                group,
                "same-key-identifier",
                "an issuer with name and key identifier of the pinned one",
                ca.pin(),
                Forge.leaf("attacker leaf", HOST).signedBy(sameIdentifier),
                sameIdentifier,
                ca);
    }

    private CaseDraft attack(GroupDraft group, String id, String comment, String pin, TestCertificate... chain) {
        String flag = id.startsWith("same-") ? "SameName" : "PresentedChain";
        return ask(group, id, comment, flag, List.of(root, other), pin, der(chain))
                .expect("mismatch")
                .unlike("path::intermediate");
    }

    private void alternative(GroupDraft group) {
        both(
                        group,
                        "cross-signed",
                        "the other root of a cross-signed intermediate",
                        other.pin(),
                        der(leaf, ca, crossed))
                .expect("match");
        both(
                        group,
                        "cross-sign-first",
                        "the same, the cross-signed certificate in front",
                        root.pin(),
                        der(leaf, crossed, ca))
                .expect("match");
        TestCertificate rootBelow =
                Forge.authority("Path Root").serial(Forge.serial("root below")).signedBy(other);
        ask(
                        group,
                        "root-below-other",
                        "a pinned root that is not trusted itself, but signed by one that is",
                        "AlternativePath",
                        List.of(other),
                        root.pin(),
                        der(leaf, ca, rootBelow))
                .expect("match");
        both(
                        group,
                        "above-trusted-root",
                        "the pin above a root that is trusted already",
                        other.pin(),
                        der(leaf, ca, rootBelow))
                .expect("match");
        TestCertificate twin = Forge.authority("Issuing CA")
                .key(Forge.key("impostor CA"))
                .serial(Forge.serial("twin"))
                .signedBy(root);
        both(group, "twin", "two authorities of one name, one of which signed the leaf", ca.pin(), der(leaf, twin, ca))
                .expect("match");
        TestCertificate a =
                Forge.authority("Loop A").signedBy(Forge.authority("Loop B").signedBy(root));
        TestCertificate b =
                Forge.authority("Loop B").serial(Forge.serial("loop")).signedBy(a);
        ask(
                        group,
                        "loop",
                        "two authorities that signed each other, and a root",
                        "Loop",
                        List.of(root),
                        root.pin(),
                        der(
                                Forge.leaf("loop leaf", HOST).signedBy(a),
                                a,
                                b,
                                Forge.authority("Loop B").signedBy(root)))
                .expect("match");
        ask(
                        group,
                        "loop-unpinned",
                        "the same, without a pin",
                        "Loop",
                        List.of(root),
                        Forge.key("nobody").pin(),
                        der(
                                Forge.leaf("loop leaf", HOST).signedBy(a),
                                a,
                                b,
                                Forge.authority("Loop B").signedBy(root)))
                .expect("mismatch")
                .unlike("loop");
    }

    /** One path is valid, and not pinned; the other one holds the pin, and has a defect. */
    private void invalid(GroupDraft group) {
        CaseDraft untrusted = ask(
                group,
                "untrusted-root",
                "the pinned root signed a cross certificate, but is not trusted",
                "InvalidPath",
                List.of(root),
                other.pin(),
                der(leaf, ca, crossed));
        untrusted.expect("mismatch").unlike("alternative::cross-signed");
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
        both(
                        group,
                        "path-length",
                        "the path is longer than the pinned authority allows",
                        "InvalidPath",
                        narrow.pin(),
                        der(leaf, ca, cross("below narrow").signedBy(narrow), narrow))
                .expect("mismatch")
                .unlike("alternative::cross-signed");
        byte[] forged = cross("forged")
                .signedBy(Forge.authority("Other Root").key(Forge.key("rogue")).selfSigned())
                .der();
        invalid(group, "forged-issuer", "the cross certificate names the pinned root, which never signed it", forged);
    }

    private void invalid(GroupDraft group, String id, String comment, byte[] cross) {
        byte[][] chain = {leaf.der(), ca.der(), cross};
        both(group, id, comment, "InvalidPath", other.pin(), chain)
                .expect("mismatch")
                .unlike("alternative::cross-signed");
    }

    private CertificateDraft cross(String serial) {
        return Forge.authority("Issuing CA").serial(Forge.serial(serial));
    }

    private CaseDraft check(
            GroupDraft group, String id, String comment, String flag, String pin, TestCertificate... chain) {
        return ask(group, id, comment, flag, List.of(root), pin, der(chain));
    }

    private CaseDraft both(GroupDraft group, String id, String comment, String pin, byte[][] chain) {
        return both(group, id, comment, "AlternativePath", pin, chain);
    }

    private CaseDraft both(GroupDraft group, String id, String comment, String flag, String pin, byte[][] chain) {
        return ask(group, id, comment, flag, List.of(root, other), pin, chain);
    }

    private CaseDraft ask(
            GroupDraft group,
            String id,
            String comment,
            String flag,
            List<TestCertificate> anchors,
            String pin,
            byte[][] chain) {
        List<Map<String, Object>> trusted =
                anchors.stream().map(anchor -> cert(topic, anchor.der())).toList();
        return group.test(id, comment, flag)
                .in("host", HOST, "now", NOW, "anchors", trusted)
                .in("chain", Arrays.stream(chain).map(der -> cert(topic, der)).toList())
                .in("pins", List.of(pin, spare))
                .needs("path");
    }

    static byte[][] der(TestCertificate... chain) {
        return Arrays.stream(chain).map(TestCertificate::der).toArray(byte[][]::new);
    }

    /** A reference to a certificate, by a name made from its subject and its bytes. */
    static Map<String, Object> cert(TopicDraft topic, byte[] der) {
        return topic.cert(Forge.name(der), der);
    }
}
