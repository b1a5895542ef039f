package dev.linchpin.vectors.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Somebody whose key signs bundles, and who signs whatever a case is about. Immutable. */
final class BundleSigner {
    static final BundleSigner ANNA = new BundleSigner(KeyType.P256, "Anna");
    static final BundleSigner BEN = new BundleSigner(KeyType.P256, "Ben");
    static final BundleSigner CLARA = new BundleSigner(KeyType.P256, "Clara");
    static final BundleSigner THIEF = new BundleSigner(KeyType.P256, "Thief");
    static final BundleSigner EDDA = new BundleSigner(KeyType.ED25519, "Edda");

    private final TestKey key;
    private final String algorithm;
    private final byte[] spki;

    private BundleSigner(KeyType type, String name) {
        this.key = TestKey.seeded(type, "bundle signer " + name);
        this.algorithm = type == KeyType.P256 ? "ES256" : "Ed25519";
        this.spki = key.spki();
    }

    private BundleSigner(BundleSigner same, byte[] spki) {
        this.key = same.key;
        this.algorithm = same.algorithm;
        this.spki = spki;
    }

    /** The same key on P-256, whose BIT STRING calls two bits of its last byte unused: many parsers do not mind. */
    BundleSigner inAnotherEncoding() {
        byte[] other = spki.clone();
        other[25] = 2;
        return new BundleSigner(this, other);
    }

    /** The base64 of its SubjectPublicKeyInfo. */
    String publicKey() {
        return TopicDraft.base64(spki);
    }

    String id() {
        return "sha256/" + TopicDraft.base64(sha256(spki));
    }

    String header() {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + id() + "\",\"typ\":\"linchpin-bundle\"}";
    }

    /** A compact document. */
    String compact(String payload) {
        return compact(header(), payload);
    }

    String compact(String header, String payload) {
        return compact(header, payload.getBytes(UTF_8));
    }

    String compact(String header, byte[] payload) {
        String signed = base64url(header) + "." + base64url(payload);
        return signed + "." + base64url(key.sign(signed.getBytes(UTF_8)));
    }

    /** One of the signatures of a document in the general form. */
    String entry(String payload) {
        return entry(header(), payload);
    }

    String entry(String header, String payload) {
        String signature = base64url(signature(header, payload));
        return "{\"protected\":\"" + base64url(header) + "\",\"signature\":\"" + signature + "\"}";
    }

    byte[] signature(String header, String payload) {
        return key.sign((base64url(header) + "." + base64url(payload)).getBytes(UTF_8));
    }

    /** A document in the general form. */
    static String general(String payload, BundleSigner... signers) {
        StringBuilder entries = new StringBuilder();
        for (BundleSigner signer : signers) {
            entries.append(entries.length() == 0 ? "" : ",").append(signer.entry(payload));
        }
        return document(payload, entries.toString());
    }

    static String document(String payload, String entries) {
        return "{\"payload\":\"" + base64url(payload) + "\",\"signatures\":[" + entries + "]}";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64url(String text) {
        return base64url(text.getBytes(UTF_8));
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
