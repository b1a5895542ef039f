package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.pki.TestKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of source that {@code linchpin pin} reads. The test PKI computes the expected pins by itself. */
class PinSourcesTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate LEAF = CertificateDraft.leaf("api.example.com")
            .subject("CN=api.example.com,O=Bücher")
            .validity(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2040-02-29T12:00:00Z"))
            .signedBy(ROOT);

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeFiles() throws Exception {
        write("leaf.pem", LEAF.pem());
        write(
                "bundle.pem",
                "A comment\n" + LEAF.pem() + "\nand another\n" + LEAF.key().privateKeyPem() + ROOT.pem());
        write("windows.pem", LEAF.pem().replace("\n", "\r\n"));
        write("key.pem", pem("PUBLIC KEY", LEAF.key().spki()));
        write("request.pem", pem("CERTIFICATE REQUEST", request(LEAF.key())));
        write("old-request.pem", pem("NEW CERTIFICATE REQUEST", request(LEAF.key())));
        Files.write(file("leaf.der"), LEAF.der());
        Files.write(file("key.der"), LEAF.key().spki());
        Files.write(file("request.der"), request(LEAF.key()));
        for (String type : List.of("PKCS12", "JKS", "JCEKS")) {
            Files.write(file("chain." + type), store(type, false));
            Files.write(file("trust." + type), store(type, true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaf.pem", "leaf.der", "windows.pem"})
    void prints_pin_subject_and_expiry_of_a_certificate(String name) {
        Transcript run = pin(name);
        assertEquals(LEAF.pin() + "  O=Bücher,CN=api.example.com  2040-02-29\n", run.out());
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"request.pem", "request.der", "old-request.pem"})
    void prints_the_pin_of_a_certificate_request(String name) {
        assertEquals(
                LEAF.pin() + "  certificate request CN=requested  -\n",
                pin(name).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key.pem", "key.der"})
    void prints_the_pin_of_a_public_key(String name) {
        assertEquals(LEAF.pin() + "  public key EC P-256  -\n", pin(name).out());
    }

    @Test
    void reads_all_blocks_of_a_pem_file_and_passes_over_private_keys() {
        assertEquals(List.of(LEAF.pin(), ROOT.pin()), pins(pin("bundle.pem")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void reads_the_chains_and_the_trusted_certificates_of_a_key_store(String type) {
        assertEquals(List.of(LEAF.pin(), ROOT.pin()), pins(pin("chain." + type, "--storepass", "secret")));
        assertEquals(List.of(ROOT.pin()), pins(pin("trust." + type, "--storepass", "secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaf.pem", "leaf.der", "key.pem", "request.der"})
    void reads_standard_input(String name) throws Exception {
        Transcript run = Transcript.withInput(Files.readAllBytes(file(name)), "pin", "-");
        assertEquals(List.of(LEAF.pin()), pins(run));
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void agrees_with_the_test_pki_on_every_kind_of_key(KeyType type) throws Exception {
        TestCertificate certificate =
                CertificateDraft.leaf("any.example.com").key(type).selfSigned();
        JsonNode json = json(Transcript.withInput(certificate.der(), "pin", "--json", "-"))
                .get(0);
        assertEquals(certificate.pin(), json.get("pin").asString());
        assertEquals(certificate.certificatePin(), json.get("certificatePin").asString());
        assertEquals(name(type), json.get("keyAlgorithm").asString());
    }

    private static String name(KeyType type) {
        return switch (type) {
            case P256, P256_COMPRESSED -> "EC P-256";
            case P384 -> "EC P-384";
            case P521 -> "EC P-521";
            case SECP256K1 -> "EC secp256k1";
            case P256_EXPLICIT -> "EC with explicit parameters";
            case RSA_512 -> "RSA 512";
            case RSA_2048, RSA_2048_WITHOUT_NULL -> "RSA 2048";
            case RSA_3072 -> "RSA 3072";
            case RSA_4096 -> "RSA 4096";
            case RSASSA_PSS, RSASSA_PSS_SHA256 -> "RSASSA-PSS 2048";
            case ED25519 -> "Ed25519";
            case ED448 -> "Ed448";
            case DSA_2048 -> "DSA 2048";
            case ML_DSA_44 -> "ML-DSA-44";
            case ML_DSA_65 -> "ML-DSA-65";
            case ML_DSA_87 -> "ML-DSA-87";
            case SLH_DSA_SHA2_128F -> "SLH-DSA-SHA2-128F";
        };
    }

    @Test
    void prints_json() {
        String file = file("bundle.pem").toString();
        JsonNode rows = json(Transcript.of(
                "pin",
                "--json",
                file,
                file("request.pem").toString(),
                file("key.der").toString()));
        assertEquals(4, rows.size());
        assertEquals(
                "{\"source\":\"%s\",\"index\":0,\"kind\":\"certificate\",\"subject\":\"O=Bücher,CN=api.example.com\",\"notAfter\":\"2040-02-29T12:00:00Z\",\"pin\":\"%s\",\"certificatePin\":\"%s\",\"keyAlgorithm\":\"EC P-256\",\"role\":\"leaf\",\"lifetimeDays\":7364,\"consequence\":%s}"
                        .formatted(
                                file,
                                LEAF.pin(),
                                LEAF.certificatePin(),
                                rows.get(0).get("consequence")),
                rows.get(0).toString());
        assertTrue(rows.get(0).get("consequence").asString().startsWith("A renewal with a new key locks out"));
        assertEquals("root", rows.get(1).get("role").asString());
        assertEquals(1, rows.get(1).get("index").asInt());
        assertTrue(rows.get(2).get("role").isNull());
        assertEquals("certificate-request", rows.get(2).get("kind").asString());
        assertEquals("CN=requested", rows.get(2).get("subject").asString());
        assertTrue(rows.get(2).get("notAfter").isNull());
        assertTrue(rows.get(2).get("certificatePin").isNull());
        assertEquals("public-key", rows.get(3).get("kind").asString());
        assertTrue(rows.get(3).get("subject").isNull());
    }

    /** A program that reads the lines meets none without a pin. */
    @Test
    void tells_beside_the_lines_what_comes_of_pinning_each_of_a_chain() {
        Transcript run = pin("bundle.pem");
        assertEquals(2, run.lines().size());
        List<String> beside = run.err().lines().toList();
        assertEquals("What comes of pinning each, from the leaf up:", beside.get(0));
        assertTrue(beside.get(1).startsWith("leaf  O=Bücher,CN=api.example.com  " + LEAF.pin() + "  "), run.err());
        assertTrue(run.err().contains("root  O=Linchpin Test PKI,CN=Root  " + ROOT.pin() + "  "), run.err());
        assertTrue(run.err().contains("Recommended: pin the key of the leaf"), run.err());
    }

    @Test
    void says_nothing_of_a_path_where_there_is_none() throws Exception {
        String bundle = ROOT.pem() + TestCertificate.root("Other").pem();
        Transcript run = Transcript.withInput(bundle.getBytes(StandardCharsets.UTF_8), "pin", "-");
        assertEquals("", run.err());
        assertEquals(2, run.lines().size());
    }

    @Test
    void names_the_source_of_each_line_when_there_are_several() {
        String file = file("leaf.pem").toString();
        Transcript run = Transcript.withInput(LEAF.key().spki(), "pin", file, "-");
        assertTrue(run.lines().get(0).endsWith("  2040-02-29  " + file), run.out());
        assertTrue(run.lines().get(1).endsWith("  -           -"), run.out());
    }

    @Test
    void marks_an_expired_certificate_in_words() {
        TestCertificate expired =
                CertificateDraft.leaf("old.example.com").expired().selfSigned();
        assertTrue(Transcript.withInput(expired.der(), "pin", "-").out().endsWith(" (expired)\n"));
    }

    @Test
    void names_a_certificate_without_subject_by_its_first_alternative_name() {
        TestCertificate nameless =
                CertificateDraft.leaf("short.example.com").subject("").selfSigned();
        Transcript run = Transcript.withInput(nameless.der(), "pin", "-");
        assertTrue(run.out().contains("  DNS:short.example.com  "), run.out());
        assertEquals(
                "",
                json(Transcript.withInput(nameless.der(), "pin", "--json", "-"))
                        .get(0)
                        .get("subject")
                        .asString());
    }

    @Test
    void escapes_what_could_steer_the_terminal() {
        TestCertificate hostile = CertificateDraft.leaf("evil.example.com")
                .subject("CN=a\u001b[2Jb\u202ec")
                .selfSigned();
        Transcript run = Transcript.withInput(hostile.der(), "pin", "-");
        assertTrue(run.out().contains("CN=a\\u{1b}[2Jb\\u{202e}c"), run.out());
    }

    /**
     * One certificate, and in its name what would be the row of another:
     *
     * <pre>
     * sha256/…  CN=a  2030-01-01
     * sha256/…  CN=trusted.example.com  2036-01-01     &lt;- the subject of the first
     * </pre>
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\u000b", "\u000c", "\u0085", "\u2028", "\u2029", "\u001b[1E", "\u009b1E", "\u202e"})
    void rejects_a_second_row_in_a_name(String separator) throws Exception {
        String row = separator + ROOT.pin() + "  CN=trusted.example.com  2036-01-01";
        TestCertificate inSubject = CertificateDraft.leaf("evil.example.com")
                .subject("CN=\"a" + row + "\"")
                .selfSigned();
        TestCertificate inName = CertificateDraft.leaf("a" + row).subject("").selfSigned();
        for (TestCertificate hostile : List.of(inSubject, inName)) {
            Transcript run = Transcript.withInput(hostile.der(), "pin", "-");
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(List.of(hostile.pin()), pins(run), run.out());
            assertEquals(-1, run.out().stripTrailing().indexOf(separator), run.out());
        }
    }

    @Test
    void escapes_what_the_terminal_cannot_show() {
        Transcript run = Transcript.inCharset(
                StandardCharsets.US_ASCII, "pin", file("leaf.pem").toString());
        assertTrue(run.out().contains("O=B\\u{fc}cher"), run.out());
    }

    private static Transcript pin(String name, String... options) {
        return Transcript.of(Stream.concat(Stream.of("pin", file(name).toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private static List<String> pins(Transcript run) {
        return run.lines().stream().map(line -> line.split(" ", 2)[0]).toList();
    }

    private static JsonNode json(Transcript run) {
        assertEquals(0, run.exitCode(), run.err());
        return JsonMapper.shared().readTree(run.out());
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static void write(String name, String content) throws Exception {
        Files.writeString(file(name), content);
    }

    private static String pem(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    private static byte[] request(TestKey key) throws Exception {
        return new PKCS10CertificationRequestBuilder(
                        new X500Name("CN=requested"), SubjectPublicKeyInfo.getInstance(key.spki()))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.privateKey()))
                .getEncoded();
    }

    private static byte[] store(String type, boolean trust) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        char[] password = "secret".toCharArray();
        if (trust) {
            store.setCertificateEntry("root", ROOT.certificate());
        } else {
            Certificate[] chain = {LEAF.certificate(), ROOT.certificate()};
            store.setKeyEntry("leaf", LEAF.key().privateKey(), password, chain);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        return out.toByteArray();
    }
}
