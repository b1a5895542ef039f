package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key stores of several makers, and where their passwords come from. */
class PinKeyStoresTest {
    private static final TestCertificate ROOT = TestCertificate.root("Root");

    @TempDir
    private Path folder;

    private static byte[] store(String type, char[] password) throws Exception {
        KeyStore store = type.startsWith("B") || type.equals("UBER")
                ? KeyStore.getInstance(type, new BouncyCastleProvider())
                : KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("root", ROOT.certificate());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BKS", "UBER", "BCFKS"})
    void reads_the_stores_of_bouncy_castle(String type) throws Exception {
        byte[] store = store(type, "secret".toCharArray());
        assertPin(Transcript.withInput(store, "pin", "--storepass", "secret", "-"));
        Transcript wrong = Transcript.withInput(store, "pin", "--storepass", "wrong", "-");
        assertEquals("linchpin: standard input: the store password is wrong, or the store is damaged\n", wrong.err());
        assertEquals(2, wrong.exitCode());
    }

    /** What the JDK writes for an empty password, and OpenSSL for {@code pass:}, is not what it is for none. */
    @Test
    void reads_a_store_with_the_empty_password_without_asking() throws Exception {
        byte[] store = store("PKCS12", new char[0]);
        assertPin(Transcript.withInput(store, "pin", "-"));
        assertPin(Transcript.withInput(store, "pin", "--storepass=", "-"));
    }

    @Test
    void reads_a_store_in_base64() throws Exception {
        byte[] base64 = Base64.getMimeEncoder().encode(store("PKCS12", "secret".toCharArray()));
        assertPin(Transcript.withInput(base64, "pin", "--storepass", "secret", "-"));
    }

    @Test
    void takes_the_password_from_the_environment_or_from_a_file() throws Exception {
        Map.Entry<String, String> variable = System.getenv().entrySet().stream()
                .filter(entry -> entry.getValue().matches("[!-~]{6,}"))
                .findFirst()
                .orElseThrow();
        byte[] store = store("PKCS12", variable.getValue().toCharArray());
        assertPin(Transcript.withInput(store, "pin", "--storepass:env", variable.getKey(), "-"));
        Path file = Files.writeString(folder.resolve("password"), variable.getValue() + "\nanother line\n");
        assertPin(Transcript.withInput(store, "pin", "--storepass:file", file.toString(), "-"));
    }

    @Test
    void says_that_the_password_is_not_where_it_should_be() throws Exception {
        byte[] store = store("PKCS12", "secret".toCharArray());
        String absent = folder.resolve("absent").toString();
        assertTrue(Transcript.withInput(store, "pin", "--storepass:file", absent, "-")
                .err()
                .contains("--storepass:file " + absent + ": it cannot be read"));
        Transcript run = Transcript.withInput(store, "pin", "--storepass:env", "NO_SUCH_THING_HERE", "-");
        assertTrue(run.err().contains("--storepass:env NO_SUCH_THING_HERE: there is no such"), run.err());
        assertEquals(2, run.exitCode());
        assertEquals(
                2,
                Transcript.of("pin", "--storepass", "a", "--storepass:env", "PATH", "-")
                        .exitCode());
    }

    @Test
    void reads_the_certificates_of_a_pkcs7_message() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificate(new X509CertificateHolder(ROOT.der()));
        byte[] message =
                generator.generate(new CMSProcessableByteArray(new byte[0])).getEncoded();
        assertPin(Transcript.withInput(message, "pin", "-"));
        String pem =
                "-----BEGIN PKCS7-----\n" + Base64.getMimeEncoder().encodeToString(message) + "\n-----END PKCS7-----\n";
        assertPin(Transcript.withInput(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII), "pin", "-"));
    }

    private static void assertPin(Transcript run) {
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
                List.of(ROOT.pin()),
                run.lines().stream().map(line -> line.split(" ", 2)[0]).toList());
    }
}
