package dev.linchpin.vectors.draft;

import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.draft.Forge.Der;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a peer's certificates satisfy pins: the leaf alone, or all paths that PKIX accepts. */
final class PinCheck {
    private static final String OP = "pin.leaf";

    private final TopicDraft topic = TopicDraft.of(
            "pin-check",
            "pin.leaf: does a leaf certificate, accepted by the platform, satisfy one of the pins? Malformed pins are a reject.",
            "pin.check: the whole decision. reject is what PKIX or the host name refuse, whatever the pins say; mismatch is a"
                    + " peer that is in order, but none of whose valid paths to an anchor holds a pinned certificate.",
            "Revocation is not checked. now is the time of all checks.");
    private final TestCertificate root = Forge.root("Leaf Root");
    private final TestCertificate leaf = Forge.leaf("leaf", "api.example.com").signedBy(root);
    private final Map<String, Object> cert = topic.cert("leaf-p256", leaf.der());
    private final String spare = Forge.key("spare").pin();

    private PinCheck() {}

    static VectorFile draft() {
        PinCheck draft = new PinCheck();
        PinCheckNotes.addTo(draft.topic);
        draft.leaf(draft.topic.group("leaf", OP));
        draft.keys(draft.topic.group("leaf-key", OP));
        draft.wrongHash(draft.topic.group("leaf-hash", OP));
        draft.pins(draft.topic.group("leaf-pins", OP));
        PathCases.addTo(draft.topic);
        return draft.topic.finish();
    }

    private void leaf(GroupDraft group) {
        ask(group, "first", "the first pin", "Leaf", cert, leaf.pin(), spare).expect("match");
        ask(group, "second", "the second pin", "Leaf", cert, spare, leaf.pin()).expect("match");
        ask(
                        group,
                        "neither",
                        "neither pin",
                        "Leaf",
                        cert,
                        spare,
                        Forge.key("spare 2").pin())
                .expect("mismatch")
                .unlike("first");
        ask(
                        group,
                        "renewed",
                        "another certificate for the pinned key",
                        "Leaf",
                        topic.cert(
                                "leaf-renewed",
                                Forge.leaf("renewed leaf", "api.example.com")
                                        .key(leaf.key())
                                        .signedBy(root)
                                        .der()),
                        leaf.pin(),
                        spare)
                .expect("match");
        ask(
                        group,
                        "same-name-other-key",
                        "the same names, another key",
                        "Leaf",
                        topic.cert(
                                "leaf-impostor",
                                Forge.leaf("impostor leaf", "api.example.com")
                                        .signedBy(root)
                                        .der()),
                        leaf.pin(),
                        spare)
                .expect("mismatch")
                .unlike("first");
        ask(group, "issuer", "the pin of the issuer, which is no pin of the leaf", "Leaf", cert, root.pin(), spare)
                .expect("mismatch")
                .unlike("first");
        ask(
                        group,
                        "certificate",
                        "the hash of the certificate as such",
                        "CertificatePin",
                        cert,
                        leaf.certificatePin(),
                        spare)
                .needs("cert-pin")
                .expect("match");
        ask(
                        group,
                        "certificate-renewed",
                        "the pin of the certificate before its renewal",
                        "CertificatePin",
                        Map.of("cert", "leaf-renewed"),
                        leaf.certificatePin(),
                        spare)
                .needs("cert-pin")
                .expect("mismatch")
                .unlike("certificate");
        ask(
                        group,
                        "certificate-of-key",
                        "the hash of the key in the place of the certificate's",
                        "CertificatePin",
                        cert,
                        "cert-" + leaf.pin(),
                        spare)
                .needs("cert-pin")
                .expect("mismatch")
                .unlike("certificate");
    }

    private void keys(GroupDraft group) {
        for (KeyType type : List.of(
                KeyType.RSA_2048,
                KeyType.RSA_2048_WITHOUT_NULL,
                KeyType.RSASSA_PSS,
                KeyType.P384,
                KeyType.P256_COMPRESSED,
                KeyType.ED25519,
                KeyType.ML_DSA_65)) {
            String name = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
            TestCertificate certificate = Forge.leaf("leaf " + name, "api.example.com")
                    .key(Forge.key(type, name))
                    .signedBy(root);
            ask(
                            group,
                            name,
                            "a key of type " + type,
                            type == KeyType.RSA_2048 ? "Leaf" : "KeyForm",
                            topic.cert("leaf-" + name, certificate.der()),
                            certificate.pin(),
                            spare)
                    .expect("match");
        }
    }

    private void wrongHash(GroupDraft group) {
        mismatch(
                group,
                "whole-certificate",
                "the hash of the certificate behind sha256/",
                "WholeCertificate",
                Forge.pin(leaf.der()));
        byte[] info = leaf.key().spki();
        mismatch(
                group,
                "bit-string",
                "the hash of the bare point",
                "BitString",
                Forge.pin(Arrays.copyOfRange(info, info.length - 65, info.length)));
        mismatch(
                group,
                "pem",
                "the hash of the PEM text",
                "WholeCertificate",
                Forge.pin(leaf.pem().getBytes(StandardCharsets.US_ASCII)));
        mismatch(
                group,
                "hexadecimal-of-hash",
                "the hash of the hash in hexadecimal",
                "WholeCertificate",
                Forge.pin(HexFormat.of().formatHex(hash()).getBytes(StandardCharsets.US_ASCII)));
        mismatch(group, "first-31-bytes", "31 bytes of 32 are right", "PrefixCompare", pin(Der.flipped(hash(), 31)));
        mismatch(
                group,
                "last-31-bytes",
                "all but the first byte are right",
                "PrefixCompare",
                pin(Der.flipped(hash(), 0)));
        byte[] withNull = Forge.key(KeyType.RSA_2048, "rsa-null").spki();
        byte[] withoutNull = Der.concat(
                Der.hex("30820120300b06092a864886f70d010101"), Arrays.copyOfRange(withNull, 19, withNull.length));
        ask(
                        group,
                        "reencoded-rsa",
                        "the pin with the NULL that encoding again adds",
                        "KeyForm",
                        topic.cert(
                                "leaf-rsa-null-left-out",
                                Forge.leaf("null left out", "api.example.com").signedBy(root, withoutNull)),
                        Forge.pin(withNull),
                        spare)
                .expect("mismatch")
                .unlike("leaf-key::rsa-2048-without-null");
        ask(
                        group,
                        "reencoded-ec",
                        "the pin of the point uncompressed",
                        "KeyForm",
                        Map.of("cert", "leaf-p256-compressed"),
                        Forge.pin(uncompressed()),
                        spare)
                .expect("mismatch")
                .unlike("leaf-key::p256-compressed");
    }

    /** The key of the type above in its usual form. */
    private static byte[] uncompressed() {
        return Forge.uncompressed(
                Forge.key(KeyType.P256_COMPRESSED, "p256-compressed").spki());
    }

    private void pins(GroupDraft group) {
        reject(
                group,
                "unpadded",
                "the right pin without its padding",
                "LenientPins",
                leaf.pin().replace("=", ""),
                spare);
        reject(
                group,
                "trailing-bits",
                "the right pin with an unused bit set",
                "LenientPins",
                Forge.withTrailingBit(leaf.pin()),
                spare);
        reject(group, "trailing-newline", "the right pin and a line feed", "LenientPins", leaf.pin() + "\n", spare);
        reject(
                group,
                "junk-behind",
                "the right pin and more behind its padding",
                "LenientPins",
                leaf.pin() + "AAAA",
                spare);
        reject(
                group,
                "base64url",
                "the right pin in base64url",
                "LenientPins",
                leaf.pin()
                        .replaceFirst("/", "#")
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace('#', '/'),
                spare);
        reject(
                group,
                "malformed-beside",
                "a malformed pin beside the right one",
                "LenientPins",
                leaf.pin(),
                "sha256/AAAA");
        reject(group, "no-pins", "no pins", "NoPins");
        reject(group, "empty-hash", "a pin without hash, which is a prefix of every hash", "NoPins", "sha256/", spare);
        reject(
                group,
                "truncated",
                "the first 16 bytes of the right hash",
                "NoPins",
                "sha256/" + Base64.getEncoder().encodeToString(Arrays.copyOf(hash(), 16)),
                spare);
    }

    private void reject(GroupDraft group, String id, String comment, String flag, String... pins) {
        ask(group, id, comment, flag, cert, pins).expect("reject").unlike("leaf::first");
    }

    private void mismatch(GroupDraft group, String id, String comment, String flag, String pin) {
        ask(group, id, comment, flag, cert, pin, spare).expect("mismatch").unlike("leaf::first");
    }

    private byte[] hash() {
        return Base64.getDecoder().decode(leaf.pin().substring("sha256/".length()));
    }

    private static String pin(byte[] hash) {
        return "sha256/" + Base64.getEncoder().encodeToString(hash);
    }

    private static CaseDraft ask(
            GroupDraft group, String id, String comment, String flag, Map<String, Object> certificate, String... pins) {
        return group.test(id, comment, flag).in("certificate", certificate, "pins", List.of(pins));
    }
}
