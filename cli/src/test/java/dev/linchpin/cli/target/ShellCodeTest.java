package dev.linchpin.cli.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.policy.PinPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the scripts around curl and wget let through. Their own refusals end with 2; what curl is started for ends with 7, since nobody
 * listens where it is sent.
 */
class ShellCodeTest {
    private static final int REFUSED = 2;
    private static final int NOBODY_LISTENS = 7;
    private static final String[] TO_NOBODY = {"-s", "--connect-to", "::127.0.0.1:1"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com/x?y#z",
                "https://API.example.com./",
                "https://a.example.org:8443/",
                "https://tree.example.com",
                "https://deep.er.tree.example.com",
                "https://cdn.tree.example.com/",
                "https://192.0.2.7/",
                "https://[2001:db8::7]:99/"
            })
    void asks_hosts_of_the_policy(String url) throws Exception {
        assertEquals(
                NOBODY_LISTENS,
                run("curl", "everything", arguments(url, TO_NOBODY)).exitCode(),
                url);
    }

    /** Nothing else is a host of the policy, however it is spelt. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/",
                "api.example.com",
                "https://",
                "https://xapi.example.com/",
                "https://example.org/",
                "https://a.b.example.org/",
                "https://api.example.com../",
                "https://api.example.com@evil.example/",
                "https://evil.example\\@api.example.com/",
                "https://evil.example#@api.example.com/",
                "https://api.example.com:80@evil.example/",
                "https://api.example.com\nevil.example/",
                "https://{api.example.com,evil.example}/",
                "https://b\u00fccher.example/",
                "https://192.0.519/",
                "https://192.0.2.07/",
                "https://0xc0.0.2.7/",
                "https://[2001:db8:0::7]/"
            })
    void refuses_other_hosts(String url) throws Exception {
        for (String target : List.of("curl", "wget")) {
            assertEquals(REFUSED, run(target, "everything", List.of(url)).exitCode(), target + " " + url);
        }
    }

    /** Whatever turns the pins or the platform's checks off, in any spelling, or leads to another host. */
    @ParameterizedTest
    @CsvSource({
        "curl, -k",
        "curl, -sk",
        "curl, -sSk",
        "curl, --insecure",
        "curl, --insec",
        "curl, -K file",
        "curl, --config file",
        "curl, --pinnedpubkey sha256//x",
        "curl, -L",
        "curl, --location",
        "curl, --next",
        "curl, -:",
        "curl, --proto =http",
        "curl, --url https://evil.example/",
        "curl, https://evil.example/",
        "curl, -",
        "curl, --",
        "curl, -o",
        "wget, --no-check-certificate",
        "wget, --no-check",
        "wget, --pinnedpubkey=sha256//x",
        "wget, -e check_certificate=off",
        "wget, -i file",
        "wget, -r",
        "wget, --max-redirect=9",
        "wget, --config=file",
        "wget, https://evil.example/",
        "wget, -O"
    })
    void refuses_options_that_weaken_it(String target, String options) throws Exception {
        Ended ended = run(target, "one-host", arguments("https://api.example.com/", options.split(" ")));
        assertEquals(REFUSED, ended.exitCode(), ended.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl", "wget"})
    void does_nothing_until_there_is_a_backup_pin(String target) throws Exception {
        Ended ended = run(target, "no-backup", List.of("https://api.example.com/"));
        assertEquals(REFUSED, ended.exitCode());
        assertTrue(ended.text().contains("put the pin of a backup key here"), ended.text());
    }

    @Test
    void ignores_what_a_configuration_file_says() throws Exception {
        Files.writeString(folder.resolve(".curlrc"), "url = \"file:///etc/hostname\"\n");
        Ended ended = run("curl", "one-host", arguments("https://api.example.com/", TO_NOBODY));
        assertEquals(NOBODY_LISTENS, ended.exitCode());
        assertEquals("", ended.text());
    }

    private static List<String> arguments(String url, String... options) {
        List<String> arguments = new ArrayList<>(List.of(url));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private record Ended(int exitCode, String text) {}

    private Ended run(String target, String policy, List<String> arguments) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", target)), "NOT TESTED: " + target + " is not on this machine");
        PinPolicy rules = SamplePolicies.all().get(policy);
        EmittedCode code = new Emitter(Targets.named(target), SamplePolicies::describe).emit(rules);
        Path script = Files.writeString(
                folder.resolve("script"), code.files().values().iterator().next());
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }
}
