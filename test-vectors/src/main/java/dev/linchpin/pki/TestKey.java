package dev.linchpin.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** A key pair that can stand in any number of certificates. Immutable. */
public final class TestKey {
    private final KeyType type;
    private final PrivateKey signingKey;
    private final PrivateKey privateKey;
    private final SubjectPublicKeyInfo publicKeyInfo;

    private TestKey(KeyType type, KeyPair pair) throws GeneralSecurityException, IOException {
        this.type = type;
        this.signingKey = pair.getPrivate();
        this.publicKeyInfo =
                type.form(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        this.privateKey = forTls(type, pair.getPrivate());
    }

    /** A new P-256 key. */
    public static TestKey generate() {
        return generate(KeyType.P256);
    }

    /** A new key of the given type. */
    public static TestKey generate(KeyType type) {
        return generate(type, new SecureRandom());
    }

    /** The same key for the same type and seed, on any machine. Anybody can have it: for test vectors only. */
    public static TestKey seeded(KeyType type, String seed) {
        return generate(type, new SeededRandom(type + " " + seed));
    }

    private static TestKey generate(KeyType type, SecureRandom random) {
        try {
            return new TestKey(type, type.generate(random));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key of type " + type, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public KeyType type() {
        return type;
    }

    /** The private key in the JDK's own class where it has one, so that JSSE can use it; otherwise in Bouncy Castle's. */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /** The DER SubjectPublicKeyInfo as it stands in every certificate for this key. */
    public byte[] spki() {
        try {
            return publicKeyInfo.getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code sha256/…} of {@link #spki()}: the pin of a key that no certificate holds yet, as a backup pin is. */
    public String pin() {
        return BouncyCastle.pinText("sha256/", spki());
    }

    /** The private key as PKCS#8 PEM, without the public key, which newer JDKs add for some types and not every library reads (RFC 5958). */
    public String privateKeyPem() {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(privateKey.getEncoded());
            PrivateKeyInfo alone = new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey());
            return BouncyCastle.pem("PRIVATE KEY", alone.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A signature of these bytes, the same each time: r and s as 32 bytes each for P-256 with SHA-256 (RFC 7518 §3.4), or that of Ed25519.
     *
     * @throws IllegalStateException if the key is of another type
     */
    public byte[] sign(byte[] message) {
        try {
            if (type == KeyType.P256) {
                DeterministicSigner signer = new DeterministicSigner("SHA256withECDSA", signingKey);
                signer.getOutputStream().write(message);
                BigInteger order = ECNamedCurveTable.getByName("P-256").getN();
                BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(order, signer.getSignature());
                return PlainDSAEncoding.INSTANCE.encode(order, rs[0], rs[1]);
            }
            Signature signer = Signature.getInstance("Ed25519", BouncyCastle.PROVIDER);
            signer.initSign(signingKey);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with a key of type " + type, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PrivateKey signingKey() {
        return signingKey;
    }

    SubjectPublicKeyInfo publicKeyInfo() {
        return publicKeyInfo;
    }

    private static PrivateKey forTls(KeyType type, PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        String algorithm = key.getAlgorithm();
        if (type == KeyType.RSASSA_PSS || type == KeyType.RSASSA_PSS_SHA256) {
            // The private key carries no parameters: those of the certificate decide.
            ASN1Encodable rsa = info.parsePrivateKey();
            info = new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), rsa);
            algorithm = "RSASSA-PSS";
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException theJdkDoesNotKnowIt) {
            return key;
        }
    }

    @Override
    public String toString() {
        return type + " " + pin();
    }
}
