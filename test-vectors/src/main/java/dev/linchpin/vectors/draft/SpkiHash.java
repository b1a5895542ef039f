package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.TopicDraft.base64;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import dev.linchpin.vectors.VectorFile;
import dev.linchpin.vectors.draft.Forge.Der;
import java.math.BigInteger;
import java.util.Arrays;

/** The pin of a key, of every kind and form of key that a certificate can hold. */
final class SpkiHash {
    private static final String OP = "spki.hash";

    private final TopicDraft topic = TopicDraft.of(
            "spki-hash",
            "spki.hash: the pin of the public key in a DER certificate, or of a DER SubjectPublicKeyInfo.",
            "sha256/ and the base64 of SHA-256 over the SubjectPublicKeyInfo exactly as it stands there. No key is parsed, so"
                    + " no key type is unknown; the signature of the certificate does not matter.",
            "Input that is not exactly one certificate, or one SubjectPublicKeyInfo, in DER is a reject.");
    private final TestCertificate root = Forge.root("Key Root");
    private final byte[] leaf = leaf(KeyType.P256, "p256");

    private SpkiHash() {}

    static VectorFile draft() {
        SpkiHash draft = new SpkiHash();
        draft.notes();
        draft.rsa(draft.topic.group("rsa", OP));
        draft.ec(draft.topic.group("ec", OP));
        draft.others(draft.topic.group("others", OP));
        draft.certificates(draft.topic.group("certificate", OP));
        draft.infos(draft.topic.group("spki", OP));
        draft.malformed(draft.topic.group("malformed", OP));
        return draft.topic.finish();
    }

    private void notes() {
        topic.note("Rsa2048", "BASIC", "The most common key: 2048 bits, exponent 65537, NULL parameters.");
        topic.note(
                        "BitString",
                        "WRONG_IDENTITY",
                        "The pin is over the whole SubjectPublicKeyInfo, not over the key inside it.")
                .effect("SecKeyCopyExternalRepresentation, and cert.pubkey of Node.js for EC keys, give the inside.")
                .link("https://developer.apple.com/documentation/security/seckeycopyexternalrepresentation(_:_:)");
        topic.note("KeySize", "SELF_DOS", "RSA keys of other sizes and exponents.")
                .effect("Libraries that put a fixed header before the key have one for few sizes.")
                .link("https://github.com/datatheorem/TrustKit/issues/241");
        topic.note("Reencoded", "SELF_DOS", "Forms of a key that do not survive parsing and encoding again.")
                .effect(
                        "PublicKey.getEncoded(), KeyObject.export() and public_bytes() give the pin of another form of the key.");
        topic.note(
                        "UnknownKey",
                        "SELF_DOS",
                        "Key types that the platform may not know: the bytes are hashed all the same.")
                .effect("A certificate with a post-quantum key locks clients out, or crashes them.");
        topic.note(
                        "WholeCertificate",
                        "WRONG_IDENTITY",
                        "The pin is of the key, and survives a renewal with the same key.")
                .effect("A hash over the certificate changes with every renewal.");
        topic.note(
                        "Version1",
                        "SELF_DOS",
                        "A version 1 certificate has no version field in front of its serial number.")
                .effect("A walk that counts fields hashes the subject, or fails.");
        topic.note("ExactlyOne", "ENCODING", "Bytes behind the certificate, or missing, make the input malformed.")
                .effect("Two parsers that cut differently see two certificates.");
        topic.note("NotDer", "ENCODING", "BER that is not DER is refused.")
                .effect("One certificate with many encodings, and so many hashes.")
                .cve("CVE-2014-1568")
                .link("https://www.itu.int/rec/T-REC-X.690");
        topic.note("NotACertificate", "ENCODING", "PEM, keys and empty input are not DER certificates.");
    }

    private void rsa(GroupDraft group) {
        hash(group, "rsa-2048", "2048 bits", "Rsa2048", leaf(KeyType.RSA_2048, "rsa-2048"));
        hash(group, "rsa-1024", "1024 bits", "KeySize", leaf(Forge.rsa(1024), "rsa-1024"));
        hash(group, "rsa-3072", "3072 bits", "KeySize", leaf(Forge.rsa(3072), "rsa-3072"));
        hash(group, "rsa-4096", "4096 bits", "KeySize", leaf(Forge.rsa(4096), "rsa-4096"));
        hash(group, "rsa-8192", "8192 bits", "KeySize", leaf(Forge.rsa(8192), "rsa-8192"));
        hash(group, "rsa-2056", "a size that is no multiple of 1024", "KeySize", leaf(Forge.rsa(2056), "rsa-2056"));
        hash(group, "rsa-exponent-3", "exponent 3", "KeySize", leaf(Forge.rsa(2048, "020103"), "rsa-e3"));
        hash(
                group,
                "rsa-without-null",
                "without the NULL parameters",
                "Reencoded",
                leaf(KeyType.RSA_2048_WITHOUT_NULL, "rsa-without-null"));
        hash(group, "pss", "id-RSASSA-PSS without parameters", "Reencoded", leaf(KeyType.RSASSA_PSS, "pss"));
        hash(
                group,
                "pss-sha256",
                "id-RSASSA-PSS with parameters",
                "Reencoded",
                leaf(KeyType.RSASSA_PSS_SHA256, "pss-sha256"));
    }

    private void ec(GroupDraft group) {
        hash(group, "p256", "P-256", "BitString", leaf);
        hash(group, "p384", "P-384", "BitString", leaf(KeyType.P384, "p384"));
        hash(group, "p521", "P-521, whose field is no whole number of octets", "BitString", leaf(KeyType.P521, "p521"));
        hash(group, "secp256k1", "secp256k1", "UnknownKey", leaf(KeyType.SECP256K1, "secp256k1"));
        hash(group, "compressed", "the point compressed", "Reencoded", leaf(KeyType.P256_COMPRESSED, "compressed"));
        hash(group, "hybrid", "the point in its hybrid form", "Reencoded", leaf(hybrid(), "hybrid"));
        hash(group, "explicit", "the curve spelled out", "Reencoded", leaf(KeyType.P256_EXPLICIT, "explicit"));
    }

    /** 06 or 07, as the parity of Y is, instead of 04 (X9.62 section 4.3.6). */
    private static byte[] hybrid() {
        byte[] info = Forge.key("hybrid").spki();
        int form = info.length - 65;
        info[form] = (byte) (6 + (info[info.length - 1] & 1));
        return info;
    }

    private void others(GroupDraft group) {
        hash(group, "ed25519", "Ed25519", "UnknownKey", leaf(KeyType.ED25519, "ed25519"));
        hash(group, "ed448", "Ed448", "UnknownKey", leaf(KeyType.ED448, "ed448"));
        hash(group, "dsa-2048", "DSA", "UnknownKey", leaf(KeyType.DSA_2048, "dsa-2048"));
        hash(group, "ml-dsa-44", "ML-DSA-44", "UnknownKey", leaf(KeyType.ML_DSA_44, "ml-dsa-44"));
        hash(group, "ml-dsa-65", "ML-DSA-65", "UnknownKey", leaf(KeyType.ML_DSA_65, "ml-dsa-65"));
        hash(group, "ml-dsa-87", "ML-DSA-87", "UnknownKey", leaf(KeyType.ML_DSA_87, "ml-dsa-87"));
        hash(group, "slh-dsa", "SLH-DSA-SHA2-128f", "UnknownKey", leaf(KeyType.SLH_DSA_SHA2_128F, "slh-dsa"));
        byte[] unheardOf = Der.sequence(
                Der.hex("300b0609" + "2b0601040182dc7c7f"), Der.element(0x03, Der.concat(new byte[1], new byte[48])));
        hash(group, "private-oid", "an algorithm that nobody knows", "UnknownKey", leaf(unheardOf, "private-oid"));
    }

    private void certificates(GroupDraft group) {
        TestKey renewed = Forge.key("p256");
        hash(
                group,
                "renewed",
                "another certificate for the same key: the same pin",
                "WholeCertificate",
                Forge.leaf("renewed", "api.example.com")
                        .key(renewed)
                        .signedBy(root)
                        .der());
        hash(
                group,
                "other-issuer",
                "a certificate for the same key by another authority",
                "WholeCertificate",
                Forge.leaf("other-issuer", "api.example.com")
                        .key(renewed)
                        .signedBy(Forge.root("Other Key Root"))
                        .der());
        hash(group, "self-signed", "an authority that signed itself", "WholeCertificate", root.der());
        hash(
                group,
                "cross-signed",
                "the same authority, signed by another: the same pin",
                "WholeCertificate",
                Forge.authority("Key Root")
                        .signedBy(Forge.root("Other Key Root"))
                        .der());
        hash(
                group,
                "version-1",
                "version 1, without version field and extensions",
                "Version1",
                Forge.leaf("version-1", "api.example.com")
                        .version1()
                        .signedBy(root)
                        .der());
        hash(
                group,
                "broken-signature",
                "a signature that does not verify: hashing does not ask",
                "WholeCertificate",
                Der.flipped(leaf, -1));
        hash(
                group,
                "short-serial",
                "a serial number of one octet",
                "Version1",
                Forge.leaf("short-serial", "api.example.com")
                        .serial(BigInteger.ONE)
                        .signedBy(root)
                        .der());
    }

    private void infos(GroupDraft group) {
        info(
                group,
                "rsa-2048",
                "an RSA key by itself",
                "Rsa2048",
                Forge.key(KeyType.RSA_2048, "rsa-2048").spki());
        info(
                group,
                "p256",
                "an EC key by itself",
                "BitString",
                Forge.key("p256").spki());
        info(
                group,
                "rsa-without-null",
                "an RSA key without NULL",
                "Reencoded",
                Forge.key(KeyType.RSA_2048_WITHOUT_NULL, "rsa-without-null").spki());
        info(
                group,
                "compressed",
                "a compressed point",
                "Reencoded",
                Forge.key(KeyType.P256_COMPRESSED, "compressed").spki());
        info(
                group,
                "ml-dsa-65",
                "an ML-DSA-65 key",
                "UnknownKey",
                Forge.key(KeyType.ML_DSA_65, "ml-dsa-65").spki());
    }

    private void malformed(GroupDraft group) {
        byte[] info = Forge.key("p256").spki();
        malformed(group, "trailing-byte", "a byte behind the certificate", "ExactlyOne", Der.concat(leaf, new byte[1]));
        malformed(group, "trailing-newline", "a line feed behind", "ExactlyOne", Der.concat(leaf, Der.hex("0a")));
        malformed(group, "two", "two certificates", "ExactlyOne", Der.concat(leaf, root.der()));
        malformed(group, "truncated", "the last byte missing", "ExactlyOne", Arrays.copyOf(leaf, leaf.length - 1));
        malformed(group, "header-alone", "four bytes", "ExactlyOne", Arrays.copyOf(leaf, 4));
        malformed(group, "empty", "nothing", "NotACertificate", new byte[0]);
        malformed(group, "indefinite-length", "an indefinite length", "NotDer", Der.indefinite(leaf));
        malformed(group, "long-length", "a length in more octets than it needs", "NotDer", Der.longLength(leaf));
        malformed(group, "pem", "PEM", "NotACertificate", pem().getBytes(US_ASCII));
        malformed(group, "key", "a SubjectPublicKeyInfo in the place of a certificate", "NotACertificate", info);
        malformed(group, "empty-sequence", "an empty SEQUENCE", "NotACertificate", Der.hex("3000"));
        malformedInfo(
                group, "info-trailing-byte", "a byte behind the key", "ExactlyOne", Der.concat(info, new byte[1]));
        malformedInfo(group, "info-certificate", "a certificate in the place of a key", "NotACertificate", leaf);
        malformedInfo(
                group, "info-truncated", "the last byte missing", "ExactlyOne", Arrays.copyOf(info, info.length - 1));
        malformedInfo(
                group,
                "info-bare-point",
                "the point alone",
                "NotACertificate",
                Arrays.copyOfRange(info, info.length - 65, info.length));
        byte[] body = Arrays.copyOfRange(info, 2, info.length);
        malformedInfo(
                group,
                "info-indefinite-length",
                "an indefinite length",
                "NotDer",
                Der.concat(Der.hex("3080"), body, new byte[2]));
        malformedInfo(
                group,
                "info-long-length",
                "a length in more octets than it needs",
                "NotDer",
                Der.concat(new byte[] {0x30, (byte) 0x81, info[1]}, body));
    }

    private String pem() {
        return Forge.leaf("p256", "api.example.com").signedBy(root).pem();
    }

    private byte[] leaf(KeyType type, String name) {
        return Forge.leaf(name, "api.example.com")
                .key(Forge.key(type, name))
                .signedBy(root)
                .der();
    }

    private byte[] leaf(byte[] info, String name) {
        return Forge.leaf(name, "api.example.com").signedBy(root, info);
    }

    /** The expected pin is computed by Bouncy Castle's parser, not by the walk that Linchpin uses. */
    private void hash(GroupDraft group, String id, String comment, String flag, byte[] certificate) {
        group.test(id, comment, flag)
                .in("certificate", topic.cert(id, certificate))
                .expect("ok", "pin", Forge.pinOfCertificate(certificate));
    }

    private static void info(GroupDraft group, String id, String comment, String flag, byte[] info) {
        group.test(id, comment, flag).in("spki", base64(info)).expect("ok", "pin", Forge.pin(info));
    }

    private static void malformed(GroupDraft group, String id, String comment, String flag, byte[] certificate) {
        group.test(id, comment, flag)
                .in("certificate", base64(certificate))
                .expect("reject")
                .unlike("ec::p256");
    }

    private static void malformedInfo(GroupDraft group, String id, String comment, String flag, byte[] info) {
        group.test(id, comment, flag).in("spki", base64(info)).expect("reject").unlike("spki::p256");
    }
}
