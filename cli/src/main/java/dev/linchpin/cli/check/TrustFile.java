package dev.linchpin.cli.check;

import dev.linchpin.cli.policy.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A bundle of trust anchors. */
final class TrustFile {
    /** Far more than all public authorities take. */
    private static final int MAX_BYTES = 32 * 1024 * 1024;

    private TrustFile() {}

    /**
     * The certificates in it, one at least.
     *
     * @throws IllegalArgumentException if it has none or cannot be read: the message is a sentence about it
     */
    static List<X509Certificate> read(Path file) {
        try {
            List<X509Certificate> anchors =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (anchors.isEmpty()) {
                throw new IllegalArgumentException("it holds no certificate, expected PEM with trust anchors");
            }
            return anchors;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("it holds no certificates that can be read, expected PEM", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(Unreadable.reason(e), e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }
}
