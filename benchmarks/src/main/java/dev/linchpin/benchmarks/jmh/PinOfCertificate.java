package dev.linchpin.benchmarks.jmh;

import dev.linchpin.pin.SpkiPin;
import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import okhttp3.CertificatePinner;
import okio.ByteString;
import org.bouncycastle.cert.X509CertificateHolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The pin of one parsed certificate. The floor is the hash alone. Linchpin hashes the key as it stands in the certificate
 * and compares it with the parsed one; OkHttp and {@code jdkEncoded} hash an encoding that is made from the parsed key. Whoever wants to
 * see both the certificate and the parsed key has to copy both, since JCA hands out no bytes otherwise: that, with the hash, is
 * {@code jcaFloor}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class PinOfCertificate {
    @Param({"ec-p256", "rsa-2048", "rsa-4096", "ml-dsa-65"})
    public String key = "";

    private X509Certificate certificate;
    private byte[] spki;
    private int spkiAt;
    private MessageDigest sha256;

    @Setup
    public void prepare() throws Exception {
        TestCertificate leaf = CertificateDraft.leaf("api.linchpin.test")
                .key(keyType())
                .signedBy(TestCertificate.root("Linchpin Root"));
        certificate = leaf.certificate();
        spki = leaf.key().spki();
        spkiAt = indexOf(spki, leaf.der());
        sha256 = MessageDigest.getInstance("SHA-256");
        requireAnswers();
    }

    private static int indexOf(byte[] part, byte[] whole) {
        for (int at = 0; at <= whole.length - part.length; at++) {
            if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new IllegalStateException("the certificate does not contain its key");
    }

    private KeyType keyType() {
        return switch (key) {
            case "ec-p256" -> KeyType.P256;
            case "rsa-2048" -> KeyType.RSA_2048;
            case "rsa-4096" -> KeyType.RSA_4096;
            case "ml-dsa-65" -> KeyType.ML_DSA_65;
            default -> throw new IllegalArgumentException("key " + key + ", expected one of this benchmark's");
        };
    }

    /** All agree, unless the platform encodes the key differently from the certificate: JDK 17 does so with ML-DSA. */
    private void requireAnswers() throws Exception {
        byte[] pin = floor();
        byte[] reencoded = MessageDigest.getInstance("SHA-256")
                .digest(certificate.getPublicKey().getEncoded());
        require(pin, linchpin().hash());
        require(pin, hashInPlace(certificate.getEncoded()));
        require(pin, bouncyCastle());
        require(reencoded, okHttp().toByteArray());
        require(reencoded, jdkEncoded());
        if (!key.equals("ml-dsa-65")) {
            require(pin, reencoded);
        }
    }

    private void require(byte[] expected, byte[] found) {
        if (!Arrays.equals(expected, found)) {
            throw new IllegalStateException(key + ": two answers to one question");
        }
    }

    @Benchmark
    public byte[] floor() {
        return sha256.digest(spki);
    }

    /** Where the key stands in the certificate is known beforehand, and the copy of the parsed key is compared with nothing. */
    @Benchmark
    public byte[] jcaFloor(Blackhole blackhole) throws CertificateEncodingException {
        byte[] encoded = certificate.getEncoded();
        blackhole.consume(certificate.getPublicKey().getEncoded());
        return hashInPlace(encoded);
    }

    private byte[] hashInPlace(byte[] encoded) {
        sha256.update(encoded, spkiAt, spki.length);
        return sha256.digest();
    }

    @Benchmark
    public SpkiPin linchpin() {
        return SpkiPin.of(certificate);
    }

    @Benchmark
    public ByteString okHttp() {
        return CertificatePinner.sha256Hash(certificate);
    }

    @Benchmark
    public byte[] jdkEncoded() throws Exception {
        return MessageDigest.getInstance("SHA-256")
                .digest(certificate.getPublicKey().getEncoded());
    }

    @Benchmark
    public byte[] bouncyCastle() throws Exception {
        X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
        return MessageDigest.getInstance("SHA-256")
                .digest(holder.getSubjectPublicKeyInfo().getEncoded());
    }
}
