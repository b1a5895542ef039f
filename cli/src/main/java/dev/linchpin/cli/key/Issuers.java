package dev.linchpin.cli.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.X509CertificateHolder;

/** Who has signed a certificate. */
final class Issuers {
    /** What can be said of one who may have signed. */
    enum Answer {
        SIGNED,
        /** The names fit, and the JDK cannot verify such a signature. */
        UNKNOWN,
        OTHER
    }

    private Issuers() {}

    static Answer ask(X509CertificateHolder issued, X509CertificateHolder issuer) {
        if (!issued.getIssuer().equals(issuer.getSubject())) {
            return Answer.OTHER;
        }
        try {
            return ask(parse(issued), parse(issuer).getPublicKey());
        } catch (CertificateException e) {
            return Answer.UNKNOWN;
        }
    }

    static Answer ask(X509Certificate issued, PublicKey key) {
        try {
            issued.verify(key);
            return Answer.SIGNED;
        } catch (InvalidKeyException | SignatureException e) {
            return Answer.OTHER;
        } catch (CertificateException | NoSuchAlgorithmException | NoSuchProviderException e) {
            return Answer.UNKNOWN;
        }
    }

    static X509Certificate parse(X509CertificateHolder certificate) throws CertificateException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        } catch (IOException e) {
            throw new CertificateException(e);
        }
    }
}
