package dev.linchpin.remote;

import static dev.linchpin.remote.TestBundles.AUDIENCE;
import static dev.linchpin.remote.TestBundles.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linchpin.pki.KeyType;
import dev.linchpin.pki.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is signed here, a JOSE library of Python verifies, and the other way round. Nimbus is asked in {@link SignedBundleTest}. */
class InteropTest {
    private static final String VERIFY = """
            import sys
            from joserfc import jws
            from joserfc.jwk import ECKey, OKPKey
            kind, algorithm, key, document = sys.argv[1:]
            key = (ECKey if kind == 'EC' else OKPKey).import_key(open(key).read())
            verified = jws.deserialize_compact(open(document).read(), key, algorithms=[algorithm])
            sys.stdout.write(verified.payload.decode())
            """;
    private static final String SIGN = """
            import json, sys
            from joserfc import jws
            from joserfc.jwk import ECKey, KeySet, OKPKey
            payload, *signers = sys.argv[1:]
            signatures = []
            for kind, algorithm, kid, key in zip(*[iter(signers)] * 4):
                key = (ECKey if kind == 'EC' else OKPKey).import_key(open(key).read())
                header = {'alg': algorithm, 'kid': kid, 'typ': 'linchpin-bundle'}
                document = jws.serialize_json([{'protected': header}], payload.encode(), key, algorithms=[algorithm])
                signatures += document['signatures']
            document['signatures'] = signatures
            sys.stdout.write(json.dumps(document))
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void is_there() throws Exception {
        assumeTrue(
                run(List.of("python3", "-c", "import joserfc")).isEmpty(),
                "NOT TESTED: there is no python3 with the package joserfc");
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "ED25519"})
    void a_library_verifies_what_is_signed_here(KeyType type) throws Exception {
        TestSigner signer = TestSigner.of(type, "signer");
        Path key = Files.writeString(folder.resolve("key.pem"), signer.key().pem());
        Path document = Files.write(folder.resolve("pins.jws"), TestSigner.sign(TestBundles.bundle(7), signer));
        String payload = run(List.of(
                "python3",
                "-c",
                VERIFY,
                kind(type),
                signer.key().algorithm().jwsName(),
                key.toString(),
                document.toString()));
        assertEquals(new String(TestBundles.bundle(7).payload(), UTF_8), payload);
    }

    @Test
    void what_a_library_signs_is_verified_here() throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-c", SIGN, json()));
        List<TestSigner> signers = new ArrayList<>();
        for (KeyType type : List.of(KeyType.P256, KeyType.ED25519)) {
            TestSigner signer = TestSigner.of(type, "signer");
            Path key = Files.writeString(
                    folder.resolve(type + ".pem"),
                    TestKey.seeded(type, "signer").privateKeyPem());
            command.addAll(List.of(
                    kind(type), signer.key().algorithm().jwsName(), signer.key().id(), key.toString()));
            signers.add(signer);
        }
        BundleVerifier both = BundleVerifier.of(AUDIENCE, TestSigner.threshold(2, signers.toArray(TestSigner[]::new)));
        assertEquals(7, both.verify(run(command).getBytes(UTF_8)).version());
    }

    private static String kind(KeyType type) {
        return type == KeyType.P256 ? "EC" : "OKP";
    }

    private static String run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 ? output : "failed: " + output;
        } catch (IOException e) {
            return "failed: " + e.getMessage();
        }
    }
}
