package dev.linchpin.remote;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash, which every platform has. */
final class Sha256 {
    private Sha256() {}

    static byte[] of(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 64 digits. */
    static String hex(ByteBuffer bytes) {
        return String.format("%064x", new BigInteger(1, of(bytes)));
    }
}
