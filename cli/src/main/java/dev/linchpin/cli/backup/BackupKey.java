package dev.linchpin.cli.backup;

import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** A new key pair, and what can be written of it. Immutable. */
final class BackupKey {
    /** As OWASP advises for PBKDF2 with HMAC-SHA-256. */
    private static final int ITERATIONS = 600_000;

    private final Type type;
    private final KeyPair pair;

    private BackupKey(Type type, KeyPair pair) {
        this.type = type;
        this.pair = pair;
    }

    /** The kinds of keys that every authority and every server takes. */
    enum Type {
        P256("EC P-256", "EC", "SHA256withECDSA"),
        RSA("RSA 3072", "RSA", "SHA256withRSA");

        private final String text;
        private final String algorithm;
        private final String signature;

        Type(String text, String algorithm, String signature) {
            this.text = text;
            this.algorithm = algorithm;
            this.signature = signature;
        }

        private AlgorithmParameterSpec parameters() {
            return this == P256
                    ? new ECGenParameterSpec("secp256r1")
                    : new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static BackupKey generate(Type type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm);
            generator.initialize(type.parameters(), new SecureRandom());
            return new BackupKey(type, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform makes no " + type + " keys", e);
        }
    }

    Type type() {
        return type;
    }

    String pin() {
        return SpkiPin.ofSpki(pair.getPublic().getEncoded()).toString();
    }

    /**
     * The private key as PEM, PKCS#8 (RFC 5958).
     *
     * @param passphrase encrypts it by PBES2 (RFC 8018) with AES-256; null leaves it as it is
     */
    String privateKeyPem(char @Nullable [] passphrase) {
        try {
            OutputEncryptor encryptor = passphrase == null
                    ? null
                    : new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setPRF(PKCS8Generator.PRF_HMACSHA256)
                            .setIterationCount(ITERATIONS)
                            .setPassword(passphrase)
                            .build();
            return pem(new PKCS8Generator(
                    PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()), encryptor));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the key cannot be encrypted", e);
        }
    }

    /** A certificate request (RFC 2986) as PEM, for these names. */
    String requestPem(X500Name subject, List<GeneralName> names) {
        try {
            JcaPKCS10CertificationRequestBuilder request =
                    new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic());
            if (!names.isEmpty()) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(
                        Extension.subjectAlternativeName,
                        subject.getRDNs().length == 0,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
                request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
            }
            PKCS10CertificationRequest signed =
                    request.build(new JcaContentSignerBuilder(type.signature).build(pair.getPrivate()));
            return pem(signed);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the request cannot be signed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(Object content) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
