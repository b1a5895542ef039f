package dev.linchpin.remote;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/**
 * How a bundle is signed. A key has exactly one of these, by its kind: what a document says of its algorithm is compared with it, and
 * never chooses one (RFC 8725 §3.1).
 */
public enum SignatureAlgorithm {
    /** ECDSA on P-256 with SHA-256 (RFC 7518 §3.4), which every platform has. */
    ES256("ES256"),

    /** Ed25519 (RFC 8037, RFC 9864), where the platform has it: the JDK, and Android only of late and not on every device. */
    ED25519("Ed25519");

    static final int SIGNATURE_BYTES = 64;
    private static final JWSHeader ES256_HEADER = new JWSHeader(JWSAlgorithm.ES256);
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final String jwsName;

    SignatureAlgorithm(String jwsName) {
        this.jwsName = jwsName;
    }

    /** The name in the header of a signature, {@code alg}. */
    public String jwsName() {
        return jwsName;
    }

    /** Whether this is a signature by the key, of {@link #SIGNATURE_BYTES} bytes, of which nothing is known. */
    boolean isSignature(PublicKey key, byte[] signed, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            return this == ES256 ? isEs256(key, signed, signature) : isEd25519(key, signed, signature);
        } catch (GeneralSecurityException | JOSEException e) {
            return false;
        }
    }

    private static boolean isEs256(PublicKey key, byte[] signed, byte[] signature) throws JOSEException {
        return inRange(signature, 0)
                && inRange(signature, SIGNATURE_BYTES / 2)
                && new ECDSAVerifier((ECPublicKey) key).verify(ES256_HEADER, signed, Base64URL.encode(signature));
    }

    /** Whether r or s is in [1, n-1]: some platforms took zero for any message (CVE-2022-21449). */
    private static boolean inRange(byte[] signature, int from) {
        BigInteger value = new BigInteger(1, Arrays.copyOfRange(signature, from, from + SIGNATURE_BYTES / 2));
        return value.signum() > 0 && value.compareTo(P256_ORDER) < 0;
    }

    private static boolean isEd25519(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        if (this == ED25519) {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        }
        try {
            return new ECDSASigner(key, Curve.P_256).sign(ES256_HEADER, message).decode();
        } catch (JOSEException | IllegalArgumentException e) { // The latter for a key of another kind.
            throw new GeneralSecurityException(e);
        }
    }
}
