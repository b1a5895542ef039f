package dev.linchpin;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Authorities that have all signed one another, and a root that has signed them all: every order of them is a path, and every
 * signature is genuine.
 */
public record Maze(TestCertificate root, List<TestCertificate> authorities) {
    public static Maze of(int size) {
        TestCertificate root = TestCertificate.root("Maze Root");
        List<TestCertificate> signed = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            signed.add(root.intermediate("Maze " + i));
        }
        List<TestCertificate> all = new ArrayList<>(signed);
        for (TestCertificate subject : signed) {
            for (TestCertificate issuer : signed) {
                if (subject != issuer) {
                    all.add(CertificateDraft.authority("Maze " + signed.indexOf(subject))
                            .key(subject.key())
                            .signedBy(issuer));
                }
            }
        }
        return new Maze(root, all);
    }

    public List<X509Certificate> presented(String host) {
        List<X509Certificate> presented = new ArrayList<>();
        presented.add(authorities.get(0).leaf(host).certificate());
        authorities.forEach(authority -> presented.add(authority.certificate()));
        return presented;
    }
}
