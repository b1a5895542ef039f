package dev.linchpin.cli.key;

import dev.linchpin.cli.policy.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates in a file, PEM or DER. */
public final class ChainFile {
    private static final int MAX_BYTES = 4 << 20;

    private ChainFile() {}

    /**
     * Those in a file.
     *
     * @throws IllegalArgumentException if there are none: the message completes "FILE: …"
     */
    public static List<X509Certificate> read(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IllegalArgumentException("it is larger than " + (MAX_BYTES >> 20) + " MiB");
            }
            return parse(content);
        } catch (IOException e) {
            throw new IllegalArgumentException(Unreadable.reason(e), e);
        }
    }

    private static List<X509Certificate> parse(byte[] content) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("it cannot be read as certificates, expected PEM or DER", e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in it, expected PEM or DER");
        }
        return certificates;
    }
}
