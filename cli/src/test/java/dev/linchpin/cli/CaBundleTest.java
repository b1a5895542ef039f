package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pins of every authority that the system trusts, against those of tools that share no code with Linchpin. */
class CaBundleTest {
    private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", Pattern.DOTALL);

    @BeforeEach
    void needsTheBundle() {
        assumeTrue(
                Files.isReadable(BUNDLE),
                "NOT TESTED: this system has no " + BUNDLE + " (Debian: apt install ca-certificates)");
    }

    @Test
    void agrees_with_bouncy_castle_on_every_certificate_of_the_system() throws Exception {
        Collection<? extends Certificate> certificates;
        try (var in = Files.newInputStream(BUNDLE)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        List<String> expected = new ArrayList<>();
        for (Certificate certificate : certificates) {
            X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
            byte[] spki = holder.getSubjectPublicKeyInfo().getEncoded();
            expected.add(pin(MessageDigest.getInstance("SHA-256").digest(spki)));
        }
        assertEquals(expected, pins());
    }

    @Test
    void agrees_with_openssl_on_every_certificate_of_the_system() throws Exception {
        assumeTrue(isInstalled("openssl"), "NOT TESTED: there is no openssl on the PATH");
        List<String> expected = new ArrayList<>();
        Matcher certificates = CERTIFICATE.matcher(Files.readString(BUNDLE));
        while (certificates.find()) {
            expected.add(pin(openssl(certificates.group())));
        }
        assertTrue(expected.size() > 50, "only " + expected.size() + " certificates in " + BUNDLE);
        assertEquals(expected, pins());
    }

    private static List<String> pins() {
        Transcript run = Transcript.of("pin", BUNDLE.toString());
        assertEquals(0, run.exitCode(), run.err());
        return run.lines().stream().map(line -> line.split(" ", 2)[0]).toList();
    }

    private static String pin(byte[] hash) {
        return "sha256/" + Base64.getEncoder().encodeToString(hash);
    }

    /** The recipe of RFC 7469, appendix A. */
    private static byte[] openssl(String pem) throws Exception {
        String recipe = "openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary";
        Process shell = new ProcessBuilder("sh", "-c", recipe).start();
        try (OutputStream in = shell.getOutputStream()) {
            in.write(pem.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] hash = shell.getInputStream().readAllBytes();
        assertEquals(0, shell.waitFor());
        return hash;
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder(tool, "version").start().waitFor() == 0;
        } catch (IOException notFound) {
            return false;
        }
    }
}
