package dev.linchpin.report;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A chain as PEM (RFC 7468 §5), from the leaf up to as much as one report may carry: the peer chooses what it presents.
 *
 * @param pem one text for each certificate, leaf first
 * @param leftOut how many more there were
 */
record CertificateTexts(List<String> pem, int leftOut) {
    /** As DER: what the JDK takes in one handshake message ({@code jdk.tls.maxHandshakeMessageSize}), and so no less than it ever shows. */
    static final int MAX_BYTES = 32 * 1024;

    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    static CertificateTexts of(List<X509Certificate> chain) {
        List<String> pem = new ArrayList<>();
        int room = MAX_BYTES;
        for (X509Certificate certificate : chain) {
            byte[] der = der(certificate);
            room -= der.length;
            if (der.length == 0 || room < 0) {
                break;
            }
            pem.add("-----BEGIN CERTIFICATE-----\n" + LINES_OF_64.encodeToString(der)
                    + "\n-----END CERTIFICATE-----\n");
        }
        return new CertificateTexts(pem, chain.size() - pem.size());
    }

    /** Nothing for one that has no encoding, whatever parser made it. */
    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }
}
