package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One sentence for each thing that {@code linchpin pin} cannot read, and nothing on standard output. */
class PinErrorsTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");

    @TempDir
    private Path folder;

    @Test
    void says_that_a_file_is_empty() throws Exception {
        assertRefused("it is empty", new byte[0]);
    }

    @Test
    void says_that_standard_input_is_empty() {
        Transcript run = Transcript.of("pin", "-");
        assertEquals("linchpin: standard input: it is empty\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void says_that_a_folder_is_a_directory() {
        Transcript run = Transcript.of("pin", folder.toString());
        assertEquals("linchpin: " + folder + ": it is a directory\n", run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void says_that_junk_is_no_known_format() throws Exception {
        assertRefused("it is neither PEM nor DER, nor a key store", new byte[] {7, 7, 7, 7, 7, 7});
        assertRefused("it is neither PEM nor DER, nor a key store", "Hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void says_that_pem_is_truncated() throws Exception {
        String pem = ROOT.pem();
        String half = pem.substring(0, pem.length() / 2);
        assertRefused("PEM block 1 is truncated or not base64", half.getBytes(StandardCharsets.UTF_8));
        assertRefused("PEM block 2 is truncated or not base64", (pem + half).getBytes(StandardCharsets.UTF_8));
        assertRefused(
                "PEM block 1 is truncated or not base64",
                pem.replaceFirst("M", "!").replaceFirst("II", "!!").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void says_that_der_is_truncated_or_followed_by_something() throws Exception {
        byte[] der = ROOT.der();
        assertRefused("it is not DER, truncated, or followed by something else", Arrays.copyOf(der, der.length / 2));
        assertRefused("it is not DER, truncated, or followed by something else", Arrays.copyOf(der, der.length + 1));
        assertRefused("it is not DER, truncated, or followed by something else", new byte[] {0x30});
    }

    @Test
    void says_that_a_certificate_is_malformed() throws Exception {
        byte[] der = ROOT.der();
        int subjectPublicKey = new String(der, StandardCharsets.ISO_8859_1).indexOf("\u0003B\u0000\u0004");
        der[subjectPublicKey] = 4;
        Path file = Files.write(folder.resolve("source"), der);
        Transcript run = Transcript.of("pin", file.toString());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void reads_no_private_key() throws Exception {
        assertRefused(
                "it holds only a PRIVATE KEY, expected a CERTIFICATE, CERTIFICATE REQUEST, PUBLIC KEY or PKCS7",
                ROOT.key().privateKeyPem().getBytes(StandardCharsets.UTF_8));
        assertRefused(
                "it holds a private key, expected a certificate, certificate request, public key, PKCS#7 message or key store",
                ROOT.key().privateKey().getEncoded());
    }

    @Test
    void overlooks_no_pem_block_that_it_does_not_understand() throws Exception {
        String other = ROOT.pem() + ROOT.pem().replace("CERTIFICATE", "ATTRIBUTE CERTIFICATE");
        assertRefused(
                "it holds a PEM block \"ATTRIBUTE CERTIFICATE\", expected a CERTIFICATE, CERTIFICATE REQUEST, PUBLIC KEY or PKCS7",
                other.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void says_that_the_password_is_wrong_or_missing(String type) throws Exception {
        assertRefused("the store password is wrong, or the store is damaged", store(type), "--storepass", "wrong");
        assertRefused("it needs a password, expected --storepass", store(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void says_that_a_store_is_damaged(String type) throws Exception {
        byte[] store = store(type);
        byte[] half = Arrays.copyOf(store, store.length / 2);
        Path file = Files.write(folder.resolve("half"), half);
        Transcript run = Transcript.of("pin", "--storepass", "secret", file.toString());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(2, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no/such/file.pem | no such file, and not a host",
                "two words | no such file, and not a host",
                "host:99999 | no such file, and port 99999 is not between 1 and 65535",
                "host:0 | no such file, and port 0 is not between 1 and 65535",
                "host:12345678901234567890 | no such file, and port 12345678901234567890 is not between 1 and 65535",
                "https://host:99999/ | no such file, and port 99999 is not between 1 and 65535",
                "host: | no such file, and not a host",
                "[::1 | no such file, and not a host",
                "http://example.com/ | no such file, and not a host; expected host[:port] or https://host[:port]",
                "missing.invalid | no such file, and no host missing.invalid is known"
            })
    void says_that_there_is_no_such_file(String source, String reason) {
        Transcript run = Transcript.of("pin", source);
        assertEquals("linchpin: " + source + ": " + reason + "\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @Test
    void still_reads_the_other_sources() throws Exception {
        String good = Files.writeString(folder.resolve("good.pem"), ROOT.pem()).toString();
        String bad = Files.write(folder.resolve("bad.pem"), new byte[0]).toString();
        Transcript run = Transcript.of("pin", good, bad, good);
        assertEquals(2, run.lines().size());
        assertEquals("linchpin: " + bad + ": it is empty\n", run.err());
        assertEquals(2, run.exitCode());

        Transcript json = Transcript.of("pin", "--json", bad, good);
        assertTrue(json.out().contains(ROOT.pin()));
        assertEquals(2, json.exitCode());
    }

    @Test
    void prints_nothing_of_a_source_that_is_half_readable() throws Exception {
        String half = ROOT.pem() + ROOT.pem().substring(0, 100);
        Path file = Files.writeString(folder.resolve("half.pem"), half);
        assertEquals("", Transcript.of("pin", file.toString()).out());
        assertEquals("[ ]\n", Transcript.of("pin", "--json", file.toString()).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--timeout 0 x | linchpin: --timeout 0 is not between 1 and 3600 seconds (see linchpin pin --help)",
                "--timeout soon x | linchpin: Invalid value for option '--timeout': 'soon' is not an int (see linchpin pin --help)",
                "--connect a/b x | linchpin: --connect a/b: not a host, expected ADDRESS[:PORT] (see linchpin pin --help)",
                "--connect a:0 x | linchpin: --connect a:0: port 0 is not between 1 and 65535, expected ADDRESS[:PORT] (see linchpin pin --help)",
                "--jsno x | linchpin: Unknown option: '--jsno'; did you mean --json? (see linchpin pin --help)",
                "--json | linchpin: Missing required parameter: 'SOURCE' (see linchpin pin --help)"
            })
    void says_what_is_wrong_with_the_usage(String arguments, String sentence) {
        Transcript run = Transcript.of(("pin " + arguments).split(" "));
        assertEquals(sentence + "\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    private void assertRefused(String reason, byte[] content, String... options) throws Exception {
        Path file = Files.write(folder.resolve("source"), content);
        Transcript run = Transcript.of(Stream.concat(Stream.of("pin", file.toString()), Stream.of(options))
                .toArray(String[]::new));
        assertEquals("linchpin: " + file + ": " + reason + "\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    private static byte[] store(String type) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("root", ROOT.certificate());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, "secret".toCharArray());
        return out.toByteArray();
    }
}
