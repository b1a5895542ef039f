package dev.linchpin.vectors.draft;

import static dev.linchpin.vectors.draft.BundleSigner.ANNA;
import static dev.linchpin.vectors.draft.BundleSigner.BEN;
import static dev.linchpin.vectors.draft.BundleSigner.EDDA;
import static dev.linchpin.vectors.draft.BundleSigner.base64url;
import static dev.linchpin.vectors.draft.BundleVerify.bundle;
import static dev.linchpin.vectors.draft.BundleVerify.input;

import java.math.BigInteger;
import java.util.Arrays;

/** How a document is written: its form, its headers, its signatures. */
final class BundleForms {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final String PAYLOAD = bundle(7);
    private static final String GOOD = ANNA.compact(PAYLOAD);

    private BundleForms() {}

    static void addTo(TopicDraft topic) {
        forms(topic.group("form", BundleVerify.OP));
        headers(topic.group("header", BundleVerify.OP));
        signatures(topic.group("signature", BundleVerify.OP));
    }

    private static void forms(GroupDraft group) {
        String entry = ANNA.entry(PAYLOAD);
        accept(group, "general", "the general JSON form", BundleSigner.document(PAYLOAD, entry));
        accept(
                group,
                "general-blanks",
                "blanks between the members, in another order",
                "{ \"signatures\" : [ " + entry + " ],\r\n\t\"payload\": \"" + base64url(PAYLOAD) + "\" }\n");
        reject(group, "empty", "nothing", "", "signers::one");
        reject(group, "trailing-newline", "a line feed behind the compact form", GOOD + "\n", "signers::one");
        reject(group, "leading-blank", "a blank before the compact form", " " + GOOD, "signers::one");
        reject(group, "padding", "padding behind the signature", GOOD + "==", "signers::one");
        reject(group, "unused-bits", "unused bits of base64url that are set", withUnusedBit(GOOD), "signers::one");
        reject(group, "base64", "the alphabet of base64", toBase64(BundleSigner.general(PAYLOAD, ANNA)), "general");
        reject(group, "two-parts", "no signature", GOOD.substring(0, GOOD.lastIndexOf('.')), "signers::one");
        reject(
                group,
                "empty-signature",
                "an empty signature",
                GOOD.substring(0, GOOD.lastIndexOf('.') + 1),
                "signers::one");
        reject(group, "four-parts", "a part more", GOOD + ".", "signers::one");
        reject(
                group,
                "flattened",
                "the flattened JSON form",
                "{\"payload\":\"" + base64url(PAYLOAD) + "\"," + entry.substring(1),
                "general");
        reject(
                group,
                "unprotected-header",
                "a header that is not signed",
                BundleSigner.document(
                        PAYLOAD, entry.replaceFirst("\\{", "{\"header\":{\"kid\":\"" + BEN.id() + "\"},")),
                "general");
        reject(
                group,
                "payload-twice",
                "two payloads, of which one is signed",
                BundleSigner.document(PAYLOAD, entry)
                        .replaceFirst("\\{", "{\"payload\":\"" + base64url(bundle(8)) + "\","),
                "general");
        reject(group, "no-signatures", "no signatures", BundleSigner.document(PAYLOAD, ""), "general");
        reject(group, "something-behind", "a second object", BundleSigner.document(PAYLOAD, entry) + "{}", "general");
        reject(group, "array", "an array of documents", "[" + BundleSigner.document(PAYLOAD, entry) + "]", "general");
    }

    private static void accept(GroupDraft group, String id, String comment, String document) {
        BundleVerify.test(group, id, comment, "Basic", input(document, 1, ANNA)).expect(BundleVerify.accepted(7, ANNA));
    }

    private static void reject(GroupDraft group, String id, String comment, String document, String baseline) {
        BundleVerify.reject(group, id, comment, "OneForm", input(document, 1, ANNA), baseline);
    }

    private static void headers(GroupDraft group) {
        String known = ANNA.header();
        String open = known.substring(0, known.length() - 1);
        header(group, "none", "alg none", "Algorithm", known.replace("ES256", "none"));
        header(group, "hmac", "alg HS256", "Algorithm", known.replace("ES256", "HS256"));
        header(group, "lower-case", "alg in lower case", "Algorithm", known.replace("ES256", "es256"));
        header(
                group,
                "other-algorithm",
                "the name of the other algorithm",
                "Algorithm",
                known.replace("ES256", "Ed25519"));
        BundleVerify.reject(
                group,
                "es256-for-ed25519",
                "the name of the other algorithm, for a key of Ed25519",
                "Algorithm",
                input(EDDA.compact(EDDA.header().replace("Ed25519", "ES256"), PAYLOAD), 1, EDDA),
                "signers::one");
        header(group, "no-algorithm", "no alg", "Algorithm", known.replaceFirst("\"alg\":\"ES256\",", ""));
        header(group, "no-type", "no typ", "Type", known.replaceFirst(",\"typ\":\"[^\"]*\"", ""));
        header(
                group,
                "other-type",
                "something else that the same key signs",
                "Type",
                known.replace("linchpin-bundle", "JWT"));
        header(
                group,
                "critical",
                "a critical member that nobody knows",
                "HeaderMembers",
                open + ",\"crit\":[\"x\"],\"x\":1}");
        header(
                group,
                "unencoded",
                "an unencoded payload",
                "HeaderMembers",
                open + ",\"b64\":false,\"crit\":[\"b64\"]}");
        header(group, "own-key", "the key in the header", "HeaderMembers", open + ",\"jwk\":{}}");
        header(
                group,
                "key-url",
                "where to fetch keys",
                "HeaderMembers",
                open + ",\"jku\":\"https://attacker.example/\"}");
        header(group, "unknown-member", "any other member", "HeaderMembers", open + ",\"x\":1}");
        header(group, "kid-twice", "two keys are named", "HeaderMembers", open + ",\"kid\":\"" + BEN.id() + "\"}");
        header(
                group,
                "kid-null",
                "kid is null",
                "HeaderMembers",
                known.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":null"));
        header(group, "not-json", "a header that is no JSON", "HeaderMembers", "alg=ES256");
        header(group, "junk-behind", "something behind the header", "HeaderMembers", known + "{}");
    }

    private static void header(GroupDraft group, String id, String comment, String flag, String header) {
        BundleVerify.reject(group, id, comment, flag, input(ANNA.compact(header, PAYLOAD), 1, ANNA), "signers::one");
    }

    private static void signatures(GroupDraft group) {
        byte[] good = ANNA.signature(ANNA.header(), PAYLOAD);
        byte[] flipped = good.clone();
        flipped[40] ^= 1;
        signature(group, "flipped", "one bit of the signature", "Forged", flipped);
        signature(
                group,
                "of-another-payload",
                "the signature of another payload",
                "Forged",
                ANNA.signature(ANNA.header(), bundle(8)));
        signature(
                group,
                "of-another-header",
                "the signature of the same payload under another header",
                "Forged",
                ANNA.signature(
                        "{\"typ\":\"linchpin-bundle\",\"alg\":\"ES256\",\"kid\":\"" + ANNA.id() + "\"}", PAYLOAD));
        BigInteger one = BigInteger.ONE;
        signature(group, "zeros", "r and s are zero", "ZeroSignature", rs(BigInteger.ZERO, BigInteger.ZERO));
        signature(group, "r-zero", "r is zero", "ZeroSignature", rs(BigInteger.ZERO, one));
        signature(group, "s-zero", "s is zero", "ZeroSignature", rs(one, BigInteger.ZERO));
        signature(group, "r-order", "r is the order of the group", "ZeroSignature", rs(ORDER, one));
        signature(group, "s-order", "s is the order of the group", "ZeroSignature", rs(one, ORDER));
        signature(group, "short", "63 bytes", "SignatureLength", Arrays.copyOf(good, 63));
        signature(group, "long", "65 bytes", "SignatureLength", Arrays.copyOf(good, 65));
        signature(group, "der", "r and s in DER, as in TLS", "SignatureLength", der(good));
    }

    private static void signature(GroupDraft group, String id, String comment, String flag, byte[] signature) {
        String document = base64url(ANNA.header()) + "." + base64url(PAYLOAD) + "." + base64url(signature);
        BundleVerify.reject(group, id, comment, flag, input(document, 1, ANNA), "signers::one");
    }

    /** The compact document, signed with n − s in place of s. */
    static String withOtherS(String payload) {
        byte[] good = ANNA.signature(ANNA.header(), payload);
        BigInteger r = new BigInteger(1, Arrays.copyOf(good, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
        BigInteger high = s.max(ORDER.subtract(s));
        return base64url(ANNA.header()) + "." + base64url(payload) + "." + base64url(rs(r, high));
    }

    private static byte[] rs(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        copy(r, both, 0);
        copy(s, both, 32);
        return both;
    }

    private static void copy(BigInteger value, byte[] to, int from) {
        byte[] bytes = value.toByteArray();
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, to, from + 32 - length, length);
    }

    private static byte[] der(byte[] rs) {
        byte[] r = new BigInteger(1, Arrays.copyOf(rs, 32)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(rs, 32, 64)).toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (der.length - 2);
        der[2] = 2;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 2;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        return der;
    }

    private static String withUnusedBit(String document) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(document.charAt(document.length() - 1));
        return document.substring(0, document.length() - 1) + alphabet.charAt(last ^ 1);
    }

    /** Deterministic signatures have a - or _ somewhere; the case would say nothing otherwise. */
    private static String toBase64(String document) {
        int signature = document.indexOf("\"signature\":\"");
        String changed = document.substring(0, signature + 13)
                + document.substring(signature + 13).replace('-', '+').replace('_', '/');
        if (changed.equals(document)) {
            throw new IllegalStateException("the signature is the same in both alphabets");
        }
        return changed;
    }
}
