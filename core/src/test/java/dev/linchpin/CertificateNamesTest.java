package dev.linchpin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.Hostname;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9525, row by row, by the certificate objects of three providers; and JSSE's own answer beside it. */
class CertificateNamesTest {
    private static final TestCertificate ROOT = TestCertificate.root("Linchpin Root");

    /**
     * What {@code covers} says is as strict as JSSE, whose answer is from a real handshake with endpoint identification, or
     * stricter: which names with several wildcards JSSE takes depends on its version.
     */
    @ParameterizedTest
    @CsvSource({
        "api.example.com,         api.example.com, true",
        "API.Example.COM,         api.example.com, true",
        "api.example.com,         API.example.com., true",
        "xn--bcher-kva.example,   bücher.example, true",
        "*.example.com,           api.example.com, true",
        "*.EXAMPLE.com,           api.example.com, true",
        "*.example.com,           xn--bcher-kva.example.com, true",
        "*.example.com,           a.api.example.com, false",
        "*.example.com,           example.com, false",
        "*.*.example.com,         a.api.example.com, false",
        "a*.example.com,          api.example.com, false",
        "*i.example.com,          api.example.com, false",
        "api.*.com,               api.example.com, false",
        "*,                       localhost, false",
        "*.,                      localhost, false",
        "api.example.com.,        api.example.com, false",
        ".example.com,            api.example.com, false",
        "other.example.com,       api.example.com, false",
        "api.example.com.evil.test, api.example.com, false",
        "127.0.0.1,               127.0.0.1, true",
        "127.0.0.2,               127.0.0.1, false",
        "::1,                     ::1, true",
        "::2,                     ::1, false",
    })
    void covers_what_a_name_is_for(String name, String host, boolean covered) throws Exception {
        TestCertificate leaf = ROOT.leaf(name);
        assertEquals(covered, names(leaf).covers(Hostname.parse(host)));
        assertTrue(!covered || acceptedByJsse(leaf, host), "laxer than JSSE");
    }

    /** CN=api.example.com and no subjectAltName: JSSE falls back to it, RFC 9525 §2 does not. */
    @Test
    void knows_no_common_name() throws Exception {
        TestCertificate leaf =
                CertificateDraft.leaf("api.example.com").version1().signedBy(ROOT);
        assertFalse(names(leaf).covers(Hostname.parse("api.example.com")));
        assertEquals("none", names(leaf).toString());
    }

    /** Whatever a parser makes of what stands behind a NUL, or of a byte that is no character of ASCII. */
    @Test
    void covers_nothing_by_a_malformed_name() throws Exception {
        for (String malformed : new String[] {
            "api.example.com\0.evil.test",
            "api.example.com\0",
            "*\0.example.com",
            " api.example.com",
            "",
            "*",
            "*api.example.com",
            "\u00e4pi.example.com"
        }) {
            CertificateNames names = CertificateNames.of(withExtension(sequence(name(0x82, malformed))));
            assertFalse(names.covers(Hostname.parse("api.example.com")), malformed);
            assertTrue(names.toString().chars().allMatch(c -> c >= ' '), malformed);
        }
    }

    /** Half an extension is none: names before and after the fault count no more than it does. */
    @Test
    void covers_nothing_by_an_extension_that_is_no_der() throws Exception {
        byte[] sound = sequence(name(0x82, "api.example.com"));
        assertTrue(CertificateNames.of(withExtension(sound)).covers(Hostname.parse("api.example.com")));
        byte[] cut = Arrays.copyOf(sound, sound.length - 1);
        byte[] trailing = Arrays.copyOf(sound, sound.length + 1);
        byte[] overlong = sequence(name(0x82, "api.example.com"), new byte[] {(byte) 0x82, 9, 'a'});
        byte[] indefinite = {0x30, (byte) 0x80, (byte) 0x82, 1, 'a', 0, 0};
        for (byte[] malformed : new byte[][] {cut, trailing, overlong, indefinite, {}}) {
            CertificateNames names = CertificateNames.of(withExtension(malformed));
            assertFalse(names.covers(Hostname.parse("api.example.com")));
            assertEquals("none", names.toString());
        }
    }

    @Test
    void passes_over_names_of_other_kinds() throws Exception {
        byte[] other = {(byte) 0xa0, 5, 0x06, 1, 0x2a, (byte) 0xa0, 0};
        byte[] mail = name(0x81, "api.example.com");
        byte[] uri = name(0x86, "https://api.example.com");
        assertFalse(CertificateNames.of(withExtension(sequence(other, mail, uri)))
                .covers(Hostname.parse("api.example.com")));
        assertTrue(CertificateNames.of(withExtension(sequence(other, mail, name(0x82, "api.example.com"), uri)))
                .covers(Hostname.parse("api.example.com")));
    }

    /** RFC 9525 §6.4: octets, so four of them are no IPv6 address and sixteen no IPv4 one. */
    @Test
    void compares_addresses_octet_by_octet() throws Exception {
        byte[] mapped = {(byte) 0x87, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        byte[] three = {(byte) 0x87, 3, 127, 0, 0};
        byte[] masked = {(byte) 0x87, 8, 127, 0, 0, 1, -1, -1, -1, -1};
        for (byte[] other : new byte[][] {mapped, three, masked, name(0x82, "127.0.0.1")}) {
            CertificateNames names = CertificateNames.of(withExtension(sequence(other)));
            assertFalse(names.covers(Hostname.parse("127.0.0.1")), names.toString());
        }
    }

    private static CertificateNames names(TestCertificate leaf) throws Exception {
        Set<String> views = new TreeSet<>();
        for (Provider provider :
                List.of(Security.getProvider("SUN"), new BouncyCastleProvider(), Conscrypt.newProvider())) {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509", provider);
            X509Certificate parsed = (X509Certificate) x509.generateCertificate(
                    new ByteArrayInputStream(leaf.certificate().getEncoded()));
            views.add(CertificateNames.of(parsed).toString());
        }
        assertEquals(1, views.size(), "the providers differ: " + views);
        return CertificateNames.of(leaf.certificate());
    }

    private static boolean acceptedByJsse(TestCertificate leaf, String host) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {platformTrust()}, null);
        SSLEngine engine = context.createSSLEngine(Hostname.parse(host).toString(), 443);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        try {
            EngineHandshake.run(engine, leaf);
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    private static TrustManager platformTrust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", ROOT.certificate());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers()[0];
    }

    private static byte[] name(int tag, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(2 + octets.length)
                .put((byte) tag)
                .put((byte) octets.length)
                .put(octets)
                .array();
    }

    private static byte[] sequence(byte[]... names) {
        int length = Arrays.stream(names).mapToInt(name -> name.length).sum();
        ByteBuffer out = ByteBuffer.allocate(2 + length).put((byte) 0x30).put((byte) length);
        for (byte[] name : names) {
            out.put(name);
        }
        return out.array();
    }

    private static X509Certificate withExtension(byte[] subjectAltName) throws Exception {
        X509Certificate template = ROOT.leaf("template.example.com").certificate();
        X500Name subject = new X500Name("CN=api.example.com");
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                template.getNotBefore(),
                template.getNotAfter(),
                subject,
                SubjectPublicKeyInfo.getInstance(template.getPublicKey().getEncoded()));
        builder.addExtension(Extension.subjectAlternativeName, false, subjectAltName);
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(ROOT.key().privateKey()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
