package dev.linchpin.cli.bundle;

import dev.linchpin.cli.privatekey.PrivateKeyPem;
import dev.linchpin.remote.SigningKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** A key that signs bundles, with its public half. Immutable. */
record SecretKey(SigningKey publicKey, PrivateKey privateKey) {
    /** A new one, of ES256 or Ed25519. */
    static SecretKey generate(boolean ed25519) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ed25519 ? "Ed25519" : "EC");
            if (!ed25519) {
                generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
            }
            KeyPair pair = generator.generateKeyPair();
            return new SecretKey(SigningKey.of(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform makes no such keys", e);
        }
    }

    /**
     * Reads PEM, and computes the public half, whatever the file says of it.
     *
     * @throws IllegalArgumentException if it is of another kind: the message completes "FILE: …"
     */
    static SecretKey parse(String pem, Supplier<char[]> passphrase) {
        PrivateKeyInfo info = PrivateKeyPem.read(pem, passphrase);
        AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
        try {
            if (algorithm.getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
                byte[] seed =
                        ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
                byte[] point = new Ed25519PrivateKeyParameters(seed, 0)
                        .generatePublicKey()
                        .getEncoded();
                return of("Ed25519", algorithm, point, info);
            }
            if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                    && X9ObjectIdentifiers.prime256v1.equals(algorithm.getParameters())) {
                X9ECParameters curve = ECNamedCurveTable.getByOID(X9ObjectIdentifiers.prime256v1);
                byte[] point = new FixedPointCombMultiplier()
                        .multiply(
                                curve.getG(),
                                ECPrivateKey.getInstance(info.parsePrivateKey()).getKey())
                        .getEncoded(false);
                return of("EC", algorithm, point, info);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the private key is malformed", e);
        }
        throw new IllegalArgumentException("the private key is of another kind, expected one on P-256 or of Ed25519");
    }

    private static SecretKey of(String factory, AlgorithmIdentifier algorithm, byte[] point, PrivateKeyInfo info)
            throws IOException, GeneralSecurityException {
        SigningKey open = SigningKey.of(new SubjectPublicKeyInfo(algorithm, point).getEncoded("DER"));
        PrivateKey secret = KeyFactory.getInstance(factory).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        return new SecretKey(open, secret);
    }
}
