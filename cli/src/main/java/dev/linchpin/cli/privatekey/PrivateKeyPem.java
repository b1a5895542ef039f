package dev.linchpin.cli.privatekey;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Private keys as PEM, PKCS#8 (RFC 5958), encrypted or not. */
public final class PrivateKeyPem {
    /** As OWASP advises for PBKDF2 with HMAC-SHA-256. */
    private static final int ITERATIONS = 600_000;

    private PrivateKeyPem() {}

    /**
     * The text of a key.
     *
     * @param passphrase encrypts it by PBES2 (RFC 8018) with AES-256; null leaves it as it is
     */
    public static String write(PrivateKey key, char @Nullable [] passphrase) {
        try {
            OutputEncryptor encryptor = passphrase == null
                    ? null
                    : new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setPRF(PKCS8Generator.PRF_HMACSHA256)
                            .setIterationCount(ITERATIONS)
                            .setPassword(passphrase)
                            .build();
            return pem(new PKCS8Generator(PrivateKeyInfo.getInstance(key.getEncoded()), encryptor));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the key cannot be encrypted", e);
        }
    }

    /** Anything that Bouncy Castle writes as PEM. */
    public static String pem(Object content) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Reads one block, {@code PRIVATE KEY} or {@code ENCRYPTED PRIVATE KEY}.
     *
     * @param passphrase asked only for an encrypted one
     * @throws IllegalArgumentException if it is neither, or the pass phrase is wrong: the message completes "FILE: …"
     */
    public static PrivateKeyInfo read(String pem, Supplier<char[]> passphrase) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object found = parser.readObject();
            if (found instanceof PrivateKeyInfo plain) {
                return plain;
            }
            if (found instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(new BouncyCastleProvider())
                        .build(passphrase.get()));
            }
        } catch (PKCSException | OperatorCreationException e) {
            throw new IllegalArgumentException("the pass phrase is not that of the key", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no private key in PEM, expected -----BEGIN PRIVATE KEY-----", e);
        }
        throw new IllegalArgumentException("it is no private key in PEM, expected -----BEGIN PRIVATE KEY-----");
    }
}
