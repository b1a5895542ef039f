package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.linchpin.pki.CertificateDraft;
import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestCertificate;
import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Swift that is emitted. On Linux there is no Security: the policy and the verifier are compiled and asked, and what stands on Security and
 * Alamofire is type-checked against the declarations in {@code src/test/swift}.
 */
class SwiftCodeTest {
    private static final Path DECLARATIONS = Path.of("src/test/swift").toAbsolutePath();
    private static final Path OPENSSL =
            Path.of("../test-vectors/recipes/swift/COpenSSL").toAbsolutePath().normalize();
    private static final List<String> STRICT =
            List.of("-swift-version", "6", "-warnings-as-errors", "-I", OPENSSL.toString());

    @TempDir
    private Path folder;

    @BeforeEach
    void requireSwift() {
        if (!SwiftCode.isHere("swiftc")) {
            String missing = "NOT TESTED: Swift, whose swiftc is not on this machine";
            System.err.println(missing);
            abort(missing);
        }
    }

    @Test
    void decides_as_the_policy_says_for_keys_of_two_kinds() throws Exception {
        TestCertificate root = TestCertificate.root("Root");
        TestCertificate ec = root.leaf("ec.example.com");
        TestCertificate rsa =
                CertificateDraft.leaf("rsa.example.com").key(KeyType.RSA_2048).signedBy(root);
        PinPolicy policy = PinPolicy.builder()
                .pin("ec.example.com", ec.pin(), SamplePolicies.BACKUP)
                .pin("**.rsa.example.com", rsa.pin(), SamplePolicies.BACKUP)
                .exempt("cdn.rsa.example.com")
                .build();
        Path program = build(policy);
        assertEquals("accepted", ask(program, "ec.example.com", ec, root));
        assertEquals("accepted", ask(program, "EC.example.com.", ec, root));
        assertEquals("refused", ask(program, "ec.example.com", rsa, root));
        assertEquals("accepted", ask(program, "a.b.rsa.example.com", rsa, root));
        assertEquals("refused", ask(program, "rsa.example.com", ec, root));
        assertEquals("accepted", ask(program, "cdn.rsa.example.com", ec, root));
        assertEquals("accepted", ask(program, "unlisted.example.net", ec, root));
        assertEquals("malformed", ask(program, "ec..example.com", ec, root));
    }

    @Test
    void starts_with_all_that_a_policy_can_say() throws Exception {
        TestCertificate stranger = TestCertificate.root("Root").leaf("api.example.com");
        Path program = build(SamplePolicies.all().get("everything"));
        assertEquals("refused", ask(program, "api.example.com", stranger));
        assertEquals("accepted", ask(program, "watched.example.com", stranger));
        assertEquals("refused", ask(program, "unlisted.example.net", stranger));
        assertEquals("accepted", ask(program, "cdn.tree.example.com", stranger));
    }

    @ParameterizedTest
    @ValueSource(strings = {"urlsession", "alamofire"})
    void fits_what_security_and_alamofire_declare(String target) throws Exception {
        for (String module : List.of("Security", "Alamofire")) {
            SwiftCode.Ended declared = SwiftCode.compile(List.of(
                    "-swift-version",
                    "6",
                    "-emit-module",
                    "-parse-as-library",
                    "-module-name",
                    module,
                    "-I",
                    folder.toString(),
                    "-o",
                    folder.resolve(module + ".swiftmodule").toString(),
                    DECLARATIONS.resolve(module).resolve(module + ".swift").toString()));
            assertEquals(0, declared.exitCode(), declared.output());
        }
        List<String> arguments = new ArrayList<>(STRICT);
        arguments.addAll(List.of("-typecheck", "-parse-as-library", "-I", folder.toString()));
        arguments.add(DECLARATIONS.resolve("URLLoading.swift").toString());
        arguments.addAll(write(target, SamplePolicies.all().get("everything")));
        SwiftCode.Ended checked = SwiftCode.compile(arguments);
        assertEquals(0, checked.exitCode(), checked.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"urlsession", "alamofire"})
    void does_not_compile_while_a_backup_is_missing(String target) throws Exception {
        List<String> arguments = new ArrayList<>(STRICT);
        arguments.addAll(List.of("-typecheck", "-parse-as-library"));
        arguments.addAll(write(target, SamplePolicies.all().get("no-backup")));
        SwiftCode.Ended ended = SwiftCode.compile(arguments);
        assertNotEquals(0, ended.exitCode());
        assertTrue(ended.output().contains("error: there is no backup pin for api.example.com"), ended.output());
    }

    /** With the line of the error taken out, and no pin put in. */
    @Test
    void does_not_start_with_a_text_for_a_pin() throws Exception {
        List<String> files = write("urlsession", SamplePolicies.all().get("no-backup"));
        Path pins = Path.of(files.get(0));
        Files.writeString(pins, Files.readString(pins).replaceAll("(?m)^#error.*$", ""));
        Path program = compile(files);
        List<String> command = new ArrayList<>(SwiftCode.command(program));
        command.add("api.example.com");
        SwiftCode.Ended ended = SwiftCode.run(command);
        assertNotEquals(0, ended.exitCode());
        assertTrue(ended.output().contains("the pins cannot be used: the pin has not the form"), ended.output());
    }

    private Path build(PinPolicy policy) throws IOException, InterruptedException {
        return compile(write("urlsession", policy));
    }

    private Path compile(List<String> files) throws IOException, InterruptedException {
        Path program = folder.resolve("asks");
        List<String> arguments = new ArrayList<>(STRICT);
        arguments.addAll(List.of("-o", program.toString()));
        arguments.addAll(files);
        arguments.add(DECLARATIONS.resolve("main.swift").toString());
        SwiftCode.Ended ended = SwiftCode.compile(arguments);
        assertEquals(0, ended.exitCode(), ended.output());
        return program;
    }

    private List<String> write(String target, PinPolicy policy) throws IOException {
        List<String> paths = new ArrayList<>();
        EmittedCode code = new Emitter(Targets.named(target), SamplePolicies::describe).emit(policy);
        for (var file : code.files().entrySet()) {
            paths.add(Files.writeString(folder.resolve(file.getKey()), file.getValue())
                    .toString());
        }
        return paths;
    }

    private String ask(Path program, String host, TestCertificate... path) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(SwiftCode.command(program));
        command.add(host);
        for (TestCertificate certificate : path) {
            command.add(Files.write(folder.resolve(certificate.pin().hashCode() + ".der"), certificate.der())
                    .toString());
        }
        SwiftCode.Ended ended = SwiftCode.run(command);
        assertEquals(0, ended.exitCode(), ended.output());
        return ended.output().strip();
    }
}
