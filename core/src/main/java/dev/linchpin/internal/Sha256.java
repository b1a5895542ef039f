package dev.linchpin.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The 32 bytes of a SHA-256 hash (FIPS 180-4) as a value: equal by content, immutable, without an array to guard. */
public record Sha256(long w0, long w1, long w2, long w3) {
    public static final int BYTES = 32;

    /** The digest that nobody uses now. In a handshake, to ask the security providers for one costs nearly as much as a hash. */
    private static final AtomicReference<@Nullable MessageDigest> SPARE = new AtomicReference<>();

    /** The hash of these bytes. Safe for use by several threads: whoever finds no spare digest makes another. */
    public static Sha256 of(Slice input) {
        MessageDigest spare = SPARE.getAndSet(null);
        MessageDigest digest = spare == null ? newDigest() : spare;
        digest.update(input.bytes(), input.from(), input.length());
        Sha256 hash = ofHash(digest.digest());
        SPARE.lazySet(digest); // That it may be found a little later is worth no memory fence.
        return hash;
    }

    /** The hash that these 32 bytes already are. */
    public static Sha256 ofHash(byte[] hash) {
        if (hash.length != BYTES) {
            throw new IllegalArgumentException(hash.length + " bytes, expected " + BYTES);
        }
        ByteBuffer words = ByteBuffer.wrap(hash);
        return new Sha256(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(w0)
                .putLong(w1)
                .putLong(w2)
                .putLong(w3)
                .array();
    }

    public boolean isZero() {
        return (w0 | w1 | w2 | w3) == 0;
    }

    /** Any 32 bits of a hash are as good as all. */
    @Override
    public int hashCode() {
        return (int) w0;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
