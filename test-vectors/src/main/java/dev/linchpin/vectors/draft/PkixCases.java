package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.PathCases.HOST;
import static dev.linchpin.vectors.draft.PathCases.NOW;
import static dev.linchpin.vectors.draft.PathCases.OP;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyUse;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.vectors.draft.Forge.Der;
import java.time.Instant;
import java.util.List;

/** The cases of {@link PinCheck} in which the pin is right, and the peer is refused, or not, for what PKIX says. */
final class PkixCases {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final TopicDraft topic;
    private final TestCertificate root = Forge.root("Pkix Root");
    private final TestCertificate ca = Forge.authority("Pkix CA").signedBy(root);
    private final TestCertificate leaf = leaf(HOST).signedBy(ca);

    PkixCases(TopicDraft topic) {
        this.topic = topic;
    }

    void add() {
        pkix(topic.group("pkix", OP));
        hosts(topic.group("host", OP));
        validity(topic.group("validity", OP));
        constraints(topic.group("constraints", OP));
    }

    private void pkix(GroupDraft group) {
        check(group, "good", "the leaf is pinned, and everything in order", "Path", leaf, ca)
                .expect("match");
        refused(
                group,
                "untrusted",
                "the root is not trusted",
                "PinWithoutPkix",
                leaf(HOST).signedBy(Forge.authority("Rogue CA").signedBy(Forge.root("Rogue Root"))),
                Forge.authority("Rogue CA").signedBy(Forge.root("Rogue Root")));
        refused(
                group,
                "untrusted-with-root",
                "and the chain brings its root along",
                "PinWithoutPkix",
                leaf(HOST).signedBy(Forge.root("Rogue Root")),
                Forge.root("Rogue Root"));
        refused(
                group,
                "self-signed",
                "the pinned leaf signed itself",
                "PinWithoutPkix",
                leaf(HOST).selfSigned());
        refused(
                group,
                "same-name-root",
                "the root has the name of a trusted one",
                "PinWithoutPkix",
                leaf(HOST)
                        .signedBy(Forge.authority("Pkix Root")
                                .key(Forge.key("rogue"))
                                .selfSigned()),
                Forge.authority("Pkix Root").key(Forge.key("rogue")).selfSigned());
        refused(
                group,
                "forged-issuer",
                "the leaf names an issuer that never signed it",
                "PinWithoutPkix",
                leaf(HOST)
                        .signedBy(Forge.authority("Pkix CA")
                                .key(Forge.key("rogue"))
                                .signedBy(root)),
                ca);
        refused(
                group,
                "broken-signature",
                "the leaf's signature is broken",
                "PinWithoutPkix",
                Der.flipped(leaf.der(), -1),
                ca.der());
        refused(group, "missing-intermediate", "the intermediate is missing", "PinWithoutPkix", leaf);
        refused(group, "no-leaf", "the leaf is missing", "HostName", ca);
        refused(group, "empty", "no certificates", "EmptyChain", new byte[0][]);
        refused(
                group,
                "not-a-certificate",
                "the leaf is no certificate",
                "PinWithoutPkix",
                leaf.key().spki(),
                ca.der());
        ask(
                        group,
                        "trusted-leaf",
                        "the leaf itself is trusted",
                        "Path",
                        HOST,
                        NOW,
                        List.of(leaf),
                        leaf.pin(),
                        leaf.der())
                .expect("match");
        refused(
                group,
                "pinned-authority-rogue-leaf",
                "a forged leaf before the pinned authority",
                "PinWithoutPkix",
                leaf(HOST)
                        .signedBy(Forge.authority("Pkix CA")
                                .key(Forge.key("rogue"))
                                .selfSigned())
                        .der(),
                ca.der(),
                root.der());
    }

    private void hosts(GroupDraft group) {
        host(group, "upper-case", "an upper-case host", "API.Example.COM", HOST).expect("match");
        host(group, "second-name", "the second of two names", HOST, "www.example.com", HOST)
                .expect("match");
        host(group, "wildcard", "a wildcard certificate", HOST, "*.example.com").expect("match");
        host(group, "address", "an IP address", "192.0.2.1", "192.0.2.1").expect("match");
        wrongHost(group, "other", "a certificate for another host", HOST, "www.example.com");
        wrongHost(group, "below", "a host below the certificate's", "v1.api.example.com", HOST);
        wrongHost(group, "above", "the domain of the certificate's host", "example.com", HOST);
        wrongHost(group, "suffix", "ends like the certificate's host", "bad" + HOST, HOST);
        wrongHost(group, "wildcard-two-labels", "a wildcard for two labels", "v1.api.example.com", "*.example.com");
        wrongHost(group, "wildcard-apex", "a wildcard for no label", "example.com", "*.example.com");
        wrongHost(group, "other-address", "another IP address", "192.0.2.2", "192.0.2.1");
        wrongHost(group, "empty", "no host", "", HOST);
        wrongHost(group, "port", "a host with its port", HOST + ":443", HOST);
    }

    private void validity(GroupDraft group) {
        Instant from = Instant.parse("2025-01-01T00:00:00Z");
        Instant to = Instant.parse("2025-12-31T23:59:59Z");
        TestCertificate dated =
                leaf(HOST).validity(from, to).serial(Forge.serial("dated")).signedBy(ca);
        at(group, "first-second", "the first second of the leaf", "2025-01-01T00:00:00Z", dated, ca)
                .expect("match");
        at(group, "last-second", "the last second of the leaf", "2025-12-31T23:59:59Z", dated, ca)
                .expect("match");
        at(group, "second-before", "one second before the leaf", "2024-12-31T23:59:59Z", dated, ca)
                .expect("reject")
                .unlike("first-second");
        at(group, "second-after", "one second after the leaf", "2026-01-01T00:00:00Z", dated, ca)
                .expect("reject")
                .unlike("last-second");
        at(group, "decades-after", "long after the leaf", "2099-01-01T00:00:00Z", dated, ca)
                .expect("reject")
                .unlike("last-second");
        TestCertificate datedCa = Forge.authority("Dated CA").validity(from, to).signedBy(root);
        TestCertificate below = leaf(HOST).serial(Forge.serial("below dated")).signedBy(datedCa);
        at(group, "intermediate", "inside the validity of the intermediate", "2025-06-01T00:00:00Z", below, datedCa)
                .expect("match");
        at(group, "intermediate-expired", "one second after the intermediate", "2026-01-01T00:00:00Z", below, datedCa)
                .expect("reject")
                .unlike("intermediate");
        at(group, "after-2050", "dates that take GeneralizedTime", "2051-01-01T00:00:00Z", leaf, ca)
                .expect("match");
    }

    private void constraints(GroupDraft group) {
        TestCertificate endEntity = Forge.leaf("other leaf", "www.example.com").signedBy(ca);
        refused(
                group,
                "leaf-as-authority",
                "another leaf signed the leaf",
                "Constraints",
                leaf(HOST).signedBy(endEntity),
                endEntity,
                ca);
        constrained(
                group,
                "no-authority",
                "the issuer is no authority",
                Forge.authority("Not a CA").authorityFlag(false));
        constrained(
                group,
                "key-usage",
                "the issuer must not sign certificates",
                Forge.authority("CRL CA").keyUsage(KeyUse.CRL_SIGNING));
        constrained(
                group,
                "excluded-name",
                "the issuer must not sign for this host",
                Forge.authority("Excluding CA").excluded("example.com"));
        constrained(
                group,
                "not-permitted-name",
                "the issuer may sign for other hosts",
                Forge.authority("Permitting CA").permitted("example.org"));
        TestCertificate permitting = Forge.authority("Right CA")
                .permitted("example.com")
                .pathLength(0)
                .signedBy(root);
        check(
                        group,
                        "kept",
                        "name constraints and path length are kept",
                        "Constraints",
                        leaf(HOST).signedBy(permitting),
                        permitting)
                .expect("match");
        TestCertificate narrow = Forge.authority("Zero CA").pathLength(0).signedBy(root);
        TestCertificate tooDeep = Forge.authority("Deep CA").signedBy(narrow);
        refused(
                group,
                "path-length",
                "the path is longer than an authority allows",
                "Constraints",
                leaf(HOST).signedBy(tooDeep),
                tooDeep,
                narrow);
        refused(
                group,
                "client-certificate",
                "the leaf is for clients",
                "Constraints",
                leaf(HOST).extendedKeyUsage(CLIENT_AUTH).signedBy(ca),
                ca);
        TestCertificate version1 = Forge.authority("Version 1 CA").version1().signedBy(root);
        refused(
                group,
                "version-1-intermediate",
                "the issuer cannot say that it is an authority",
                "Constraints",
                leaf(HOST).signedBy(version1),
                version1);
    }

    private void constrained(GroupDraft group, String id, String comment, CertificateDraft issuer) {
        TestCertificate authority = issuer.signedBy(root);
        refused(group, id, comment, "Constraints", leaf(HOST).signedBy(authority), authority);
    }

    private CertificateDraft leaf(String... hosts) {
        return Forge.leaf("pkix leaf", hosts);
    }

    private CaseDraft check(GroupDraft group, String id, String comment, String flag, TestCertificate... chain) {
        return ask(group, id, comment, flag, HOST, NOW, List.of(root), leaf.pin(), PathCases.der(chain));
    }

    private void refused(GroupDraft group, String id, String comment, String flag, TestCertificate... chain) {
        refused(group, id, comment, flag, PathCases.der(chain));
    }

    private void refused(GroupDraft group, String id, String comment, String flag, byte[]... chain) {
        String pin = id.startsWith("pinned-authority") || id.equals("no-leaf") ? ca.pin() : leaf.pin();
        ask(group, id, comment, flag, HOST, NOW, List.of(root), pin, chain)
                .expect("reject")
                .unlike("pkix::good");
    }

    private CaseDraft host(GroupDraft group, String id, String comment, String host, String... names) {
        TestCertificate named = leaf(names).serial(Forge.serial(id + names[0])).signedBy(ca);
        return ask(group, id, comment, "HostName", host, NOW, List.of(root), leaf.pin(), named.der(), ca.der());
    }

    private void wrongHost(GroupDraft group, String id, String comment, String host, String name) {
        host(group, id, comment, host, name).expect("reject").unlike("pkix::good");
    }

    private CaseDraft at(GroupDraft group, String id, String comment, String now, TestCertificate... chain) {
        return ask(group, id, comment, "Validity", HOST, now, List.of(root), leaf.pin(), PathCases.der(chain));
    }

    private CaseDraft ask(
            GroupDraft group,
            String id,
            String comment,
            String flag,
            String host,
            String now,
            List<TestCertificate> anchors,
            String pin,
            byte[]... chain) {
        return PathCases.peer(topic, group.test(id, comment, flag), host, now, anchors, pin, chain);
    }
}
