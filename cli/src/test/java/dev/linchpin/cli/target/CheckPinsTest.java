package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.linchpin.pin.Pin;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the emitted script for openssl compares with a policy; its servers are those of the gauntlet. */
class CheckPinsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needs_openssl() throws Exception {
        Assumptions.assumeTrue(
                run("sh", "-c", "command -v openssl").exitCode() == 0, "NOT TESTED: there is no openssl on the PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256", "ed25519"})
    void finds_one_pin_in_certificate_request_and_key(String algorithm) throws Exception {
        Path key = make("pinned", algorithm);
        writeScript(pinOf("pinned"));
        for (String file : List.of("pinned.crt", "pinned.csr", key.getFileName().toString())) {
            assertEquals(0, check(file).exitCode(), file);
        }
    }

    @Test
    void tells_another_key_and_what_is_no_key() throws Exception {
        make("pinned", "ec -pkeyopt ec_paramgen_curve:P-256");
        make("other", "ec -pkeyopt ec_paramgen_curve:P-256");
        writeScript(pinOf("pinned"));
        Ended ended = check("other.crt");
        assertEquals(1, ended.exitCode());
        assertEquals(
                pinOf("other") + " is not pinned for api.example.com; these are:",
                ended.text().lines().findFirst().orElseThrow());
        assertEquals(2, check("check-pins").exitCode(), "no key");
        assertEquals(2, check("missing").exitCode(), "no file");
    }

    /** Makes NAME.key, NAME.csr and NAME.crt. */
    private Path make(String name, String algorithm) throws Exception {
        Path key = folder.resolve(name + ".key");
        List<String> request = new ArrayList<>(List.of("openssl", "req", "-new", "-nodes", "-subj", "/CN=" + name));
        request.addAll(List.of(
                "-keyout", key.toString(), "-out", folder.resolve(name + ".csr").toString(), "-newkey"));
        request.addAll(List.of(algorithm.split(" ")));
        assertEquals(0, run(request.toArray(String[]::new)).exitCode());
        Ended signed = run(
                "openssl",
                "x509",
                "-req",
                "-in",
                folder.resolve(name + ".csr").toString(),
                "-signkey",
                key.toString(),
                "-out",
                folder.resolve(name + ".crt").toString());
        assertEquals(0, signed.exitCode(), signed.text());
        return key;
    }

    private Pin pinOf(String name) throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".crt"))) {
            byte[] spki = CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey()
                    .getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(spki);
            return Pin.parse("sha256/" + Base64.getEncoder().encodeToString(hash));
        }
    }

    private void writeScript(Pin pin) throws IOException {
        PinPolicy policy = PinPolicy.builder()
                .pin("api.example.com", SamplePolicies.BACKUP, pin.toString())
                .build();
        EmittedCode code = new Emitter(Targets.named("openssl-command"), SamplePolicies::describe).emit(policy);
        Files.writeString(folder.resolve("check-pins"), code.files().get("check-pins"));
    }

    private record Ended(int exitCode, String text) {}

    private Ended check(String file) throws IOException, InterruptedException {
        return run(
                "sh",
                folder.resolve("check-pins").toString(),
                "api.example.com",
                folder.resolve(file).toString());
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }
}
