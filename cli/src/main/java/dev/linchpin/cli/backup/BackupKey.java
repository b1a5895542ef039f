package dev.linchpin.cli.backup;

import dev.linchpin.cli.privatekey.PrivateKeyPem;
import dev.linchpin.pin.SpkiPin;
import java.io.IOException;
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
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** A new key pair, and what can be written of it. Immutable. */
final class BackupKey {
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
     * The private key as PEM.
     *
     * @param passphrase encrypts it; null leaves it as it is
     */
    String privateKeyPem(char @Nullable [] passphrase) {
        return PrivateKeyPem.write(pair.getPrivate(), passphrase);
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
            return PrivateKeyPem.pem(signed);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the request cannot be signed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
