package dev.linchpin.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The same bytes for the same seed, always: SHA-256 of seed and counter. For keys that are published with the tests they are for. */
final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;
    private transient ByteBuffer block = ByteBuffer.allocate(0);
    private int counter;

    SeededRandom(String seed) {
        this.seed = seed.getBytes(UTF_8);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (!block.hasRemaining()) {
                block = next();
            }
            bytes[i] = block.get();
        }
    }

    private ByteBuffer next() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(seed);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(counter++).flip());
            return ByteBuffer.wrap(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
