package dev.linchpin.vectors.draft;

import dev.linchpin.pki.TestCertificate;
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

    private PathCases(TopicDraft topic) {
        this.topic = topic;
    }

    static void addTo(TopicDraft topic) {
        PathCases cases = new PathCases(topic);
        cases.path(topic.group("path", OP));
        new PresentedCases(topic).add(topic.group("presented", OP));
        cases.alternative(topic.group("alternative", OP));
        new InvalidPathCases(topic).add(topic.group("invalid-path", OP));
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

    private CaseDraft check(
            GroupDraft group, String id, String comment, String flag, String pin, TestCertificate... chain) {
        return ask(group, id, comment, flag, List.of(root), pin, der(chain));
    }

    private CaseDraft both(GroupDraft group, String id, String comment, String pin, byte[][] chain) {
        return ask(group, id, comment, "AlternativePath", List.of(root, other), pin, chain);
    }

    private CaseDraft ask(
            GroupDraft group,
            String id,
            String comment,
            String flag,
            List<TestCertificate> anchors,
            String pin,
            byte[][] chain) {
        return peer(topic, group.test(id, comment, flag), HOST, NOW, anchors, pin, chain);
    }

    /** Fills in a case about a peer; there is a spare pin beside the one given. */
    static CaseDraft peer(
            TopicDraft topic,
            CaseDraft test,
            String host,
            String now,
            List<TestCertificate> anchors,
            String pin,
            byte[]... chain) {
        List<Map<String, Object>> trusted =
                anchors.stream().map(anchor -> cert(topic, anchor.der())).toList();
        return test.in("host", host, "now", now, "anchors", trusted)
                .in("chain", Arrays.stream(chain).map(der -> cert(topic, der)).toList())
                .in("pins", List.of(pin, Forge.key("spare").pin()))
                .needs("path");
    }

    static byte[][] der(TestCertificate... chain) {
        return Arrays.stream(chain).map(TestCertificate::der).toArray(byte[][]::new);
    }

    /** A reference to a certificate, by a name made from its subject and its bytes. */
    private static Map<String, Object> cert(TopicDraft topic, byte[] der) {
        return topic.cert(Forge.name(der), der);
    }
}
