package dev.linchpin.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Base64;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** What this package needs of the library beyond its value types. */
final class BouncyCastle {
    /** Passed to every call explicitly; never registered, so that the JVM under test behaves as it would without it. */
    static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}

    static String pinText(String prefix, byte[] hashed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hashed);
            return prefix + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String pem(String label, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(label, der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
