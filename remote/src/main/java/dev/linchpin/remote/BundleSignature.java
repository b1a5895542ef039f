package dev.linchpin.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.linchpin.internal.Quoted;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One signature of a document, as it stands there: nothing of it is known to be true.
 *
 * @param header the protected header, encoded
 * @param keyId the key that is said to have signed
 * @param algorithm the algorithm that is said to be meant
 * @param signature its {@link SignatureAlgorithm#SIGNATURE_BYTES} bytes, encoded
 */
record BundleSignature(String header, String keyId, String algorithm, String signature) {
    /** The type of a document (RFC 8725 §3.11): nothing that the same keys sign for another purpose is taken for a bundle. */
    static final String TYPE = "linchpin-bundle";

    private static final Pattern KEY_ID = Pattern.compile("sha256/[A-Za-z0-9+/]{43}=");
    private static final int MAX_HEADER_CHARS = 512;

    /**
     * Reads a header that has exactly {@code alg}, {@code kid} and {@code typ}, and so nothing critical, and a signature.
     *
     * @throws IllegalArgumentException for any other
     */
    static BundleSignature parse(String header, String signature) {
        if (header.length() > MAX_HEADER_CHARS) {
            throw new IllegalArgumentException("the header of a signature has " + header.length()
                    + " characters, expected at most " + MAX_HEADER_CHARS);
        }
        String[] values = new String[2];
        JsonReader.read(Base64Url.decode("the header of a signature", header), json -> {
            json.object("the header of a signature", List.of("alg", "kid", "typ"), List.of(), name -> {
                switch (name) {
                    case "alg" -> values[0] = json.oneOf("alg", "ES256", "Ed25519");
                    case "kid" -> values[1] = json.text("kid");
                    default -> json.oneOf("typ", TYPE);
                }
            });
            return json;
        });
        if (!KEY_ID.matcher(values[1]).matches()) {
            throw new IllegalArgumentException("kid is " + Quoted.of(values[1])
                    + ", expected the pin of a key, sha256/ and 44 characters of base64");
        }
        byte[] bytes = Base64Url.decode("the signature", signature);
        if (bytes.length != SignatureAlgorithm.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("the signature has " + bytes.length + " bytes, expected "
                    + SignatureAlgorithm.SIGNATURE_BYTES + ", which are r and s of ES256, or that of Ed25519");
        }
        return new BundleSignature(header, values[1], values[0], signature);
    }

    /** The header of a signature by this key. */
    static String headerFor(SigningKey key) {
        String json =
                "{\"alg\":\"" + key.algorithm().jwsName() + "\",\"kid\":\"" + key.id() + "\",\"typ\":\"" + TYPE + "\"}";
        return Base64Url.encode(json.getBytes(US_ASCII));
    }

    /** What is signed (RFC 7515 §5.1). */
    static byte[] signed(String header, String payload) {
        return (header + "." + payload).getBytes(US_ASCII);
    }

    /** Whether the key has signed this, by its own algorithm, and the header says so. */
    boolean isBy(SigningKey key, String payload) {
        return algorithm.equals(key.algorithm().jwsName())
                && key.verifies(signed(header, payload), Base64Url.decode("the signature", signature));
    }
}
