package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.PathCases.HOST;
import static dev.linchpin.vectors.draft.PathCases.NOW;
import static dev.linchpin.vectors.draft.PathCases.der;

import dev.linchpin.pki.TestCertificate;
import java.util.List;

/** The cases of {@link PinCheck} in which an attacker has a certificate for the host from an authority that is trusted, but not pinned. */
final class PresentedCases {
    private final TopicDraft topic;
    private final TestCertificate root = Forge.root("Path Root");
    private final TestCertificate other = Forge.root("Other Root");
    private final TestCertificate ca = Forge.authority("Issuing CA").signedBy(root);
    private final TestCertificate leaf = Forge.leaf("path leaf", HOST).signedBy(ca);

    PresentedCases(TopicDraft topic) {
        this.topic = topic;
    }

    void add(GroupDraft group) {
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
        return PathCases.peer(topic, group.test(id, comment, flag), HOST, NOW, List.of(root, other), pin, der(chain))
                .expect("mismatch")
                .unlike("path::intermediate");
    }
}
