package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.linchpin.internal.Quoted;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public half of a key that signs bundles: on P-256 or of Ed25519, nothing else. Immutable; equal by key.
 *
 * <p>Its {@link #id} is the pin of the key, {@code sha256/…}, so that one key has one id, whoever names it, and {@code linchpin pin}
 * shows it.
 */
public final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final byte[] P256_PREFIX = bytes(
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
            0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04);
    private static final byte[] ED25519_PREFIX =
            bytes(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0);
    private static final int MAX_DER_BYTES = 512;
    private static final BigInteger P256_PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger P256_B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private final SignatureAlgorithm algorithm;
    private final PublicKey key;
    private final byte[] der;
    private final String id;

    private SigningKey(SignatureAlgorithm algorithm, PublicKey key, byte[] der) {
        this.algorithm = algorithm;
        this.key = key;
        this.der = der;
        this.id = "sha256/" + Base64.getEncoder().encodeToString(Sha256.of(ByteBuffer.wrap(der)));
    }

    /**
     * The key with this public half.
     *
     * @throws IllegalArgumentException if it is of another kind
     */
    public static SigningKey of(PublicKey key) {
        byte[] der = key.getEncoded();
        if (der == null) {
            throw new IllegalArgumentException("the key has no encoding, expected one with a SubjectPublicKeyInfo");
        }
        return of(der);
    }

    /**
     * Reads a SubjectPublicKeyInfo (RFC 5280 §4.1).
     *
     * @throws IllegalArgumentException if it is not exactly the DER of a key on P-256 or of Ed25519, or the platform has no Ed25519
     */
    public static SigningKey of(byte[] der) {
        if (der.length > MAX_DER_BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + der.length + " bytes, expected one on P-256 or of Ed25519");
        }
        if (is(der, ED25519_PREFIX, 32)) {
            return ed25519(der.clone());
        }
        if (is(der, P256_PREFIX, 64)) {
            return p256(der.clone());
        }
        throw unknown(null);
    }

    /**
     * Reads a PEM block {@code PUBLIC KEY} (RFC 7468 §13), and nothing around it but blanks.
     *
     * @throws IllegalArgumentException as {@link #of(byte[])}, or if it is no such block
     */
    public static SigningKey parse(String pem) {
        Matcher block = PEM.matcher(pem);
        if (pem.length() > 4 * MAX_DER_BYTES || !block.matches()) {
            throw new IllegalArgumentException(
                    "the key " + Quoted.of(pem) + " is no PEM block, expected -----BEGIN PUBLIC KEY-----");
        }
        try {
            return of(Base64.getDecoder()
                    .decode(Objects.requireNonNull(block.group(1)).replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key in PEM cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether these are the bytes of a key with this beginning, which leaves no choice: platforms read other encodings of the same key. */
    private static boolean is(byte[] der, byte[] prefix, int keyBytes) {
        return der.length == prefix.length + keyBytes && Arrays.equals(Arrays.copyOf(der, prefix.length), prefix);
    }

    private static SigningKey ed25519(byte[] der) {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            return new SigningKey(SignatureAlgorithm.ED25519, key, der);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the platform cannot read the key of Ed25519, expected one on P-256", e);
        }
    }

    private static SigningKey p256(byte[] der) {
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            if (key instanceof ECPublicKey point && isP256(point)) {
                return new SigningKey(SignatureAlgorithm.ES256, key, der);
            }
        } catch (GeneralSecurityException e) {
            throw unknown(e);
        }
        throw unknown(null);
    }

    private static IllegalArgumentException unknown(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the key is of another kind or encoding, expected the SubjectPublicKeyInfo of a key on P-256 or of Ed25519",
                cause);
    }

    /** Platforms take any two numbers for a point: that y² = x³ − 3x + b is for us to see. */
    private static boolean isP256(ECPublicKey key) {
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(P256_B);
        return key.getParams().getCurve().getField() instanceof ECFieldFp field
                && field.getP().equals(P256_PRIME)
                && key.getParams().getCurve().getB().equals(P256_B)
                && y.pow(2).subtract(right).mod(P256_PRIME).signum() == 0;
    }

    /** The pin of the key, by which signatures name it. */
    public String id() {
        return id;
    }

    /** The only algorithm by which this key verifies anything. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The SubjectPublicKeyInfo, in a new array. */
    public byte[] encoded() {
        return der.clone();
    }

    /** The text that {@link #parse} reads. */
    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    boolean verifies(byte[] signed, byte[] signature) {
        return algorithm.isSignature(key, signed, signature);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return algorithm.jwsName() + " key " + id;
    }
}
