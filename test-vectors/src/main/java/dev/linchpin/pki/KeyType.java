package dev.linchpin.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec;
import org.bouncycastle.jcajce.spec.SLHDSAParameterSpec;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A kind of key together with the form that its SubjectPublicKeyInfo takes in a certificate. The same key in another form has
 * another pin, and several of these forms do not survive the round trip through {@link java.security.PublicKey#getEncoded()}.
 */
public enum KeyType {
    /** The default: quick to make, and every TLS stack knows it. */
    P256("EC", "P-256", "SHA256withECDSA"),
    P384("EC", "P-384", "SHA384withECDSA"),
    P521("EC", "P-521", "SHA512withECDSA"),
    SECP256K1("EC", "secp256k1", "SHA256withECDSA"),
    /** The point in its 33-byte form (RFC 5480, section 2.2). The JDK does not parse it. */
    P256_COMPRESSED("EC", "P-256", "SHA256withECDSA") {
        @Override
        SubjectPublicKeyInfo form(SubjectPublicKeyInfo standard) {
            return new SubjectPublicKeyInfo(standard.getAlgorithm(), compressed(standard));
        }
    },
    /** The curve spelled out instead of named, which RFC 5480 forbids. The JDK does not parse it. */
    P256_EXPLICIT("EC", "P-256", "SHA256withECDSA") {
        @Override
        SubjectPublicKeyInfo form(SubjectPublicKeyInfo standard) {
            ASN1Encodable curve = new X962Parameters(ECNamedCurveTable.getByName("P-256"));
            return withAlgorithm(X9ObjectIdentifiers.id_ecPublicKey, curve, standard);
        }
    },
    /** Factored since 1999, by anybody in hours since. */
    RSA_512("RSA", "512", "SHA256withRSA"),
    RSA_2048("RSA", "2048", "SHA256withRSA"),
    RSA_3072("RSA", "3072", "SHA256withRSA"),
    RSA_4096("RSA", "4096", "SHA256withRSA"),
    /** Without the NULL parameters that RFC 3279, section 2.3.1 demands; they return as soon as a JDK re-encodes the key. */
    RSA_2048_WITHOUT_NULL("RSA", "2048", "SHA256withRSA") {
        @Override
        SubjectPublicKeyInfo form(SubjectPublicKeyInfo standard) {
            return withAlgorithm(PKCSObjectIdentifiers.rsaEncryption, null, standard);
        }
    },
    /** id-RSASSA-PSS without parameters (RFC 4055, section 1.2: any hash). */
    RSASSA_PSS("RSA", "2048", "SHA256withRSAandMGF1") {
        @Override
        SubjectPublicKeyInfo form(SubjectPublicKeyInfo standard) {
            return withAlgorithm(PKCSObjectIdentifiers.id_RSASSA_PSS, null, standard);
        }
    },
    /** id-RSASSA-PSS bound to SHA-256 with 32 bytes of salt. */
    RSASSA_PSS_SHA256("RSA", "2048", "SHA256withRSAandMGF1") {
        @Override
        SubjectPublicKeyInfo form(SubjectPublicKeyInfo standard) {
            return withAlgorithm(PKCSObjectIdentifiers.id_RSASSA_PSS, pssWithSha256(), standard);
        }
    },
    ED25519("Ed25519", "", "Ed25519"),
    ED448("Ed448", "", "Ed448"),
    DSA_2048("DSA", "2048", "SHA256withDSA"),
    ML_DSA_44("ML-DSA-44", "", "ML-DSA-44"),
    ML_DSA_65("ML-DSA-65", "", "ML-DSA-65"),
    ML_DSA_87("ML-DSA-87", "", "ML-DSA-87"),
    SLH_DSA_SHA2_128F("SLH-DSA-SHA2-128F", "", "SLH-DSA-SHA2-128F");

    private final String generator;
    private final String parameter;
    private final String signature;

    KeyType(String generator, String parameter, String signature) {
        this.generator = generator;
        this.parameter = parameter;
        this.signature = signature;
    }

    /** The SubjectPublicKeyInfo in which this type writes a key whose usual form is given. */
    SubjectPublicKeyInfo form(SubjectPublicKeyInfo standard) {
        return standard;
    }

    /**
     * Signs one certificate; the same bytes each time wherever the algorithm allows it.
     *
     * @param algorithm such as {@code SHA1withECDSA}; null for the one that suits the key
     */
    ContentSigner signer(PrivateKey key, @Nullable String algorithm) throws OperatorCreationException {
        String chosen = algorithm == null ? signature : algorithm;
        return generator.equals("EC")
                ? new DeterministicSigner(chosen, key)
                : new JcaContentSignerBuilder(chosen)
                        .setProvider(BouncyCastle.PROVIDER)
                        .build(key);
    }

    KeyPair generate(SecureRandom random) throws GeneralSecurityException {
        // Bouncy Castle searches new domain parameters for each DSA key, which takes seconds; the JDK has them
        // precomputed.
        KeyPairGenerator pairs = generator.equals("DSA")
                ? KeyPairGenerator.getInstance(generator)
                : KeyPairGenerator.getInstance(generator, BouncyCastle.PROVIDER);
        if (generator.equals("EC")) {
            pairs.initialize(new ECGenParameterSpec(parameter), random);
        } else if (!parameter.isEmpty()) {
            pairs.initialize(Integer.parseInt(parameter), random);
        } else {
            pairs.initialize(parameterSet(), random);
        }
        return pairs.generateKeyPair();
    }

    private AlgorithmParameterSpec parameterSet() {
        if (generator.startsWith("ML-DSA")) {
            return MLDSAParameterSpec.fromName(generator);
        }
        return generator.startsWith("SLH-DSA")
                ? SLHDSAParameterSpec.fromName(generator)
                : new NamedParameterSpec(generator);
    }

    private static byte[] compressed(SubjectPublicKeyInfo standard) {
        X9ECParameters curve = ECNamedCurveTable.getByName("P-256");
        byte[] uncompressed = standard.getPublicKeyData().getOctets();
        return new X9ECPoint(curve.getCurve().decodePoint(uncompressed), true).getPointEncoding();
    }

    private static SubjectPublicKeyInfo withAlgorithm(
            ASN1ObjectIdentifier algorithm, @Nullable ASN1Encodable parameters, SubjectPublicKeyInfo standard) {
        AlgorithmIdentifier identifier = parameters == null
                ? new AlgorithmIdentifier(algorithm)
                : new AlgorithmIdentifier(algorithm, parameters);
        return new SubjectPublicKeyInfo(identifier, standard.getPublicKeyData().getOctets());
    }

    private static RSASSAPSSparams pssWithSha256() {
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return new RSASSAPSSparams(
                sha256,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                new ASN1Integer(32),
                RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
    }
}
