package dev.linchpin.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.DisguisedCertificate;
import dev.linchpin.pki.TestCertificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateExtensionsTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");

    /** RFC 5280 §4.2.1.1: the identifier of the authority's key is the one that its own certificate gives. */
    @Test
    void names_the_key_of_the_issuer_as_the_issuer_does() {
        byte[] ofRoot = CertificateExtensions.subjectKeyIdentifier(ROOT.certificate());
        assertNotNull(ofRoot);
        X509Certificate leaf = ROOT.leaf("a.test").certificate();
        assertArrayEquals(ofRoot, CertificateExtensions.authorityKeyIdentifier(leaf));
        assertArrayEquals(HexFormat.of().parseHex("2a"), subject("0403 04012a"));
        assertArrayEquals(HexFormat.of().parseHex("2a"), authority("0405 3003 80012a"));
    }

    @Test
    void finds_nothing_in_a_certificate_without_extensions() {
        X509Certificate old =
                CertificateDraft.leaf("a.test").version1().signedBy(ROOT).certificate();
        assertNull(CertificateExtensions.subjectKeyIdentifier(old));
        assertNull(CertificateExtensions.authorityKeyIdentifier(old));
    }

    /** No OCTET STRING around it; cut off; another type inside; for authorities, an issuer and serial number only. */
    @ParameterizedTest
    @ValueSource(strings = {"", "02012a", "0403", "0403 02012a", "0402 3000", "0405 3003 82012a"})
    void finds_nothing_in_what_is_malformed(String value) {
        assertNull(subject(value));
        assertNull(authority(value));
    }

    private static byte @Nullable [] subject(String value) {
        return CertificateExtensions.subjectKeyIdentifier(saying(value));
    }

    private static byte @Nullable [] authority(String value) {
        return CertificateExtensions.authorityKeyIdentifier(saying(value));
    }

    private static X509Certificate saying(String hexadecimal) {
        byte[] value = HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
        return new DisguisedCertificate(ROOT.certificate()) {
            private static final long serialVersionUID = 1L;

            @Override
            public byte[] getExtensionValue(String oid) {
                return value.clone();
            }
        };
    }
}
