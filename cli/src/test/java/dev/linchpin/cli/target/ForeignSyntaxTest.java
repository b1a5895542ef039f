package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read by the tools of its language, whatever stands in the policy; the golden files hold three. */
class ForeignSyntaxTest {
    private static final Path GOLDEN = Path.of("src/test/golden/emit");

    @ParameterizedTest
    @CsvSource({
        "go, pins.go, gofmt -l",
        "rust-rustls, pins.rs, rustfmt --check --edition 2021 --config max_width=120",
        "curl, pinned-curl, sh -n",
        "wget, pinned-wget, sh -n",
        "openssl-command, check-pins, sh -n",
        "elixir, pins.ex, elixir -e Code.string_to_quoted!(File.read!(hd(System.argv())))"
    })
    void is_read_without_a_word(String target, String file, String command) throws Exception {
        for (Path policy : policies(target)) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.add(policy.resolve(file).toString());
            assertEquals("", output(words), policy + "/" + file);
        }
    }

    /** Without trusted_ca Envoy checks no chain, and without a name it takes any certificate of those authorities. */
    @ParameterizedTest
    @CsvSource({"one-host, 1", "no-backup, 1", "everything, 5"})
    void every_cluster_of_envoy_has_authorities_a_name_and_pins(String policy, int clusters) throws Exception {
        Assumptions.assumeTrue(
                output(List.of("python3", "-c", "import yaml")).isEmpty(), "NOT TESTED: Python has no yaml here");
        String script = """
                import sys, yaml
                clusters = yaml.safe_load(open(sys.argv[1]))['static_resources']['clusters']
                for cluster in clusters:
                    tls = cluster['transport_socket']['typed_config']
                    validation = tls['common_tls_context']['validation_context']
                    (name,) = validation['match_typed_subject_alt_names']
                    assert name == {'san_type': 'DNS', 'matcher': {'exact': cluster['name']}}
                    assert tls['sni'] == cluster['name'] and tls['max_session_keys'] == 0
                    assert validation['trusted_ca']['filename'] and validation['verify_certificate_spki']
                print(len(clusters))
                """;
        String file =
                GOLDEN.resolve("envoy/" + policy + "/pinned-clusters.yaml").toString();
        assertEquals(clusters + "\n", output(List.of("python3", "-c", script, file)));
    }

    private static List<Path> policies(String target) throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN.resolve(target))) {
            List<Path> policies = folders.sorted().toList();
            assertTrue(policies.size() >= 3, policies.toString());
            return policies;
        }
    }

    /** All that a program says; nothing is run, loudly, where it is not on this machine. */
    private static String output(List<String> command) throws IOException, InterruptedException {
        String program = command.get(0);
        Process look = new ProcessBuilder("sh", "-c", "command -v " + program).start();
        Assumptions.assumeTrue(look.waitFor() == 0, "NOT TESTED: there is no " + program + " on the PATH");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        return exitCode == 0 ? text : text + "exit code " + exitCode;
    }
}
