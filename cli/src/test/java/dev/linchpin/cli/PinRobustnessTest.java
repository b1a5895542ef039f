package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.pki.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a source holds, the answer is lines or one sentence. */
class PinRobustnessTest {
    private static final int MUTANTS = 400;

    static Stream<byte[]> seeds() throws Exception {
        TestCertificate root = TestCertificate.root("Root");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root.certificate());
        ByteArrayOutputStream protectedStore = new ByteArrayOutputStream();
        store.store(protectedStore, "secret".toCharArray());
        return Stream.of(
                root.der(),
                root.key().spki(),
                root.pem().getBytes(StandardCharsets.US_ASCII),
                protectedStore.toByteArray());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answers_damaged_input_in_one_sentence(byte[] seed) {
        Random random = new Random(20261121);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = seed.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutant[random.nextInt(Math.min(mutant.length, 200))] = (byte) random.nextInt(256);
            }
            assertAnswered(random.nextInt(4) == 0 ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant);
        }
    }

    static Stream<byte[]> nests() {
        byte[] indefinite = new byte[1_000_000];
        byte[] endless = new byte[1_000_000];
        for (int i = 0; i < indefinite.length; i += 2) {
            indefinite[i] = 0x30;
            indefinite[i + 1] = (byte) 0x80;
            endless[i] = 0x30;
            endless[i + 1] = (byte) 0x84;
        }
        return Stream.of(indefinite, endless, nested(20_000));
    }

    private static byte[] nested(int depth) {
        byte[] der = new byte[depth * 5];
        for (int i = 0; i < depth; i++) {
            int rest = der.length - (i + 1) * 5;
            byte[] head = {0x30, (byte) 0x83, (byte) (rest >> 16), (byte) (rest >> 8), (byte) rest};
            System.arraycopy(head, 0, der, i * 5, head.length);
        }
        return der;
    }

    @ParameterizedTest
    @MethodSource("nests")
    void answers_deeply_nested_der_in_one_sentence(byte[] der) {
        assertAnswered(der);
    }

    private static void assertAnswered(byte[] content) {
        Transcript run = Transcript.withInput(content, "pin", "--storepass", "secret", "-");
        if (run.exitCode() == 0) {
            assertTrue(run.out().startsWith("sha256/"), run.out());
        } else {
            assertEquals(2, run.exitCode(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertEquals("", run.out());
        }
    }
}
