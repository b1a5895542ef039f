package dev.linchpin.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.linchpin.internal.Sha256;
import dev.linchpin.pin.PinSet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that the outcome of a search depends on, except the time. Immutable. */
final class PathQuestion {
    private final List<X509Certificate> presented;
    private final PinSet pins;
    private final Authorities anchors;
    private final Object conditions;
    private @Nullable Key key;

    PathQuestion(List<X509Certificate> presented, PinSet pins, Authorities anchors, Object conditions) {
        this.presented = List.copyOf(presented);
        this.pins = pins;
        this.anchors = anchors;
        this.conditions = conditions;
    }

    List<X509Certificate> presented() {
        return presented;
    }

    /** Whether this is about the very same objects; no byte is looked at. */
    @SuppressWarnings(
            "ReferenceEquality") // Equal certificates may be of two parsers, which see two keys in the same bytes.
    boolean isSameAs(PathQuestion other) {
        boolean same = pins == other.pins
                && anchors == other.anchors
                && presented.size() == other.presented.size()
                && conditions.equals(other.conditions);
        for (int i = 0; same && i < presented.size(); i++) {
            same = presented.get(i) == other.presented.get(i);
        }
        return same;
    }

    /** The question as a value of fixed size, or null if a certificate does not give its bytes. Two threads may both compute it. */
    @Nullable
    Key key() {
        if (key == null) {
            key = hashed();
        }
        return key;
    }

    /** Over the bytes, and over what the parser has made of them as far as a verdict depends on it. */
    private @Nullable Key hashed() {
        MessageDigest digest = sha256();
        try {
            for (X509Certificate certificate : presented) {
                byte[] usedKey = certificate.getPublicKey().getEncoded();
                if (usedKey == null) {
                    return null;
                }
                digest.update(certificate.getClass().getName().getBytes(UTF_8));
                digest.update(certificate.getEncoded());
                digest.update(usedKey);
            }
        } catch (CertificateEncodingException e) {
            return null;
        }
        return new Key(Sha256.ofHash(digest.digest()), pins, anchors, conditions);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * What is remembered of a question.
     *
     * @param anchors equal by identity, as each state of the trust anchors is an object of its own
     */
    record Key(Sha256 presented, PinSet pins, Authorities anchors, Object conditions) {}
}
