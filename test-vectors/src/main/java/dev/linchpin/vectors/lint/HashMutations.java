package dev.linchpin.vectors.lint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.linchpin.vectors.Answer;
import dev.linchpin.vectors.lint.Mutant.Mutation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Mistakes in what is hashed. */
final class HashMutations {
    /** The keys for which the libraries that put a fixed header in front have one: RSA of usual sizes, P-256 and P-384. */
    private static final Set<Integer> KNOWN_LENGTHS = Set.of(294, 422, 550, 91, 120);

    private static final Set<String> BOTH = Set.of("spki.hash", "pin.leaf");

    private HashMutations() {}

    static List<Mutation> all() {
        return List.of(
                hashing("re-encoded-key", "hashes the key as the JDK encodes it again", HashMutations::reencoded),
                hashing(
                        "bit-string",
                        "hashes what is inside the BIT STRING",
                        der -> info(der).getPublicKeyData().getOctets()),
                hashing("whole-certificate", "hashes the whole certificate", der -> der),
                hashing("header-table", "knows the usual keys by their length", HashMutations::known),
                hashing("version-field", "takes the version field of certificates for granted", der -> {
                    Certificate certificate = Certificate.getInstance(der);
                    return certificate.getVersionNumber() == 1
                            ? certificate.getSubject().getEncoded()
                            : info(der).getEncoded();
                }),
                reading(
                        "first-element",
                        "ignores what stands behind the certificate",
                        der -> Certificate.getInstance(new ASN1InputStream(der).readObject())
                                .getSubjectPublicKeyInfo()
                                .getEncoded()),
                reading(
                        "ber",
                        "reads BER",
                        der -> Certificate.getInstance(der)
                                .getSubjectPublicKeyInfo()
                                .getEncoded()),
                reading("any-encoding", "takes PEM and keys for certificates", der -> {
                    String text = new String(der, US_ASCII);
                    if (!text.startsWith("-----BEGIN")) {
                        return SubjectPublicKeyInfo.getInstance(der).getEncoded();
                    }
                    String body = text.replaceAll("-----[^-]*-----", "");
                    return info(Base64.getMimeDecoder().decode(body)).getEncoded();
                }));
    }

    /** Another hash wherever the certificate is in order. */
    private static Mutation hashing(String name, String mistake, Hashed hashed) {
        return new Mutation(name, mistake, BOTH, question -> {
            if (question.is("reject") || !question.has("certificate")) {
                return question.right();
            }
            String pin;
            try {
                pin = pin(hashed.of(question.bytes("certificate")));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                return Answer.of("reject");
            }
            return question.op().equals("pin.leaf")
                    ? Answer.of(question.texts("pins").contains(pin) ? "match" : "mismatch")
                    : Answer.of("ok", "pin", pin);
        });
    }

    /** A hash where there should be none. */
    private static Mutation reading(String name, String mistake, Hashed hashed) {
        return Mutation.on("spki.hash", name, mistake, question -> {
            if (!question.is("reject") || !question.has("certificate")) {
                return question.right();
            }
            try {
                return Answer.of("ok", "pin", pin(hashed.of(question.bytes("certificate"))));
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                return question.right();
            }
        });
    }

    private static byte[] reencoded(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey()
                .getEncoded();
    }

    private static byte[] known(byte[] der) throws IOException {
        byte[] info = info(der).getEncoded();
        if (!KNOWN_LENGTHS.contains(info.length)) {
            throw new IOException("no header for this key");
        }
        return info;
    }

    static SubjectPublicKeyInfo info(byte[] certificate) {
        return Certificate.getInstance(certificate).getSubjectPublicKeyInfo();
    }

    static String pin(byte[] hashed) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed);
            return "sha256/" + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @FunctionalInterface
    private interface Hashed {
        byte[] of(byte[] certificate) throws IOException, GeneralSecurityException;
    }
}
