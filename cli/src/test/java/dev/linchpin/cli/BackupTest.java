package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackupTest {
    private static final String HOST = "api.example.com";

    @TempDir
    private Path folder;

    private Transcript backup(String... arguments) {
        return Transcript.of(Stream.concat(Stream.of("backup", "-o", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"p256, EC P-256", "rsa, RSA 3072"})
    void the_pin_is_that_of_the_request(String type, String algorithm) {
        Transcript run = backup("--host=" + HOST, "--type=" + type);
        assertEquals(0, run.exitCode(), run.err());
        Transcript pin =
                Transcript.of("pin", "--json", folder.resolve(HOST + ".csr").toString());
        JsonNode request = JsonMapper.shared().readTree(pin.out()).get(0);
        assertEquals(
                request.get("pin").asString() + "  " + algorithm, run.lines().get(0));
        assertEquals("CN=" + HOST, request.get("subject").asString());
        assertEquals(algorithm, request.get("keyAlgorithm").asString());
    }

    @Test
    void writes_what_openssl_reads() throws Exception {
        assumeTrue(openssl("version").startsWith("OpenSSL"), "NOT TESTED: there is no openssl");
        Files.writeString(folder.resolve("phrase"), "correct horse\nsecond line\n");
        for (String type : List.of("p256", "rsa")) {
            for (String secret : List.of("", "--keypass:file=" + folder.resolve("phrase"))) {
                Path name = folder.resolve(type + secret.length());
                String[] arguments = Stream.of(
                                "backup",
                                "--host=" + HOST,
                                "--host=*.example.com",
                                "--host=::1",
                                "--type=" + type,
                                "-o=" + name,
                                secret)
                        .filter(argument -> !argument.isEmpty())
                        .toArray(String[]::new);
                assertEquals(0, Transcript.of(arguments).exitCode());
                String request = openssl("req -verify -noout -text -in " + name + ".csr");
                assertTrue(request.contains("verify OK"), request);
                assertTrue(
                        request.contains("DNS:api.example.com, DNS:*.example.com, IP Address:0:0:0:0:0:0:0:1"),
                        request);
                String key = openssl("pkey -pubout -passin 'pass:correct horse' -in " + name + ".key");
                assertEquals(openssl("req -pubkey -noout -in " + name + ".csr"), key);
                String head =
                        secret.isEmpty() ? "-----BEGIN PRIVATE KEY-----" : "-----BEGIN ENCRYPTED PRIVATE KEY-----";
                assertTrue(Files.readString(Path.of(name + ".key")).startsWith(head));
            }
        }
    }

    private String openssl(String arguments) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "openssl " + arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void lets_only_the_owner_read_the_key() throws Exception {
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "NOT TESTED: this file system has no owners");
        assertEquals(0, backup("--host=" + HOST).exitCode());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(HOST + ".key"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "csr"})
    void overwrites_nothing_and_leaves_nothing_half_done(String kind) throws Exception {
        Path there = Files.writeString(folder.resolve(HOST + "." + kind), "precious");
        assertRefused(there + " is there already, and is not overwritten", "--host=" + HOST);
        assertEquals("precious", Files.readString(there));
        assertEquals(List.of(HOST + "." + kind), files());
    }

    @Test
    void says_that_there_is_no_such_folder() throws Exception {
        Path name = folder.resolve("none/backup");
        assertRefused(name + ".key cannot be written: there is no such folder", "--host=" + HOST, "-o=" + name);
        assertEquals(List.of(), files());
    }

    /** The superuser may write anywhere; a file that stands where a folder should be stops everybody. */
    @Test
    void says_that_a_folder_takes_no_files() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Transcript run = Transcript.of("backup", "--host=" + HOST, "-o=" + file.resolve("backup"));
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("linchpin: " + file.resolve("backup.key") + " cannot be written: "), run.err());
        assertEquals(1, run.err().lines().count());
        assertEquals("", run.out());
        assertEquals(List.of("file"), files());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--type=p256 | nobody is named, expected --host or --subject",
                "--host=h --type=dsa | --type dsa is unknown, expected p256 or rsa",
                "--host=a/b | host \"a/b\" has \"/\" in it, expected a DNS name or an IP address",
                "--subject=nonsense | --subject nonsense is no distinguished name, expected one such as CN=api.example.com,O=Example",
                "--host=h --keypass:env=NO_SUCH_VARIABLE | --keypass:env NO_SUCH_VARIABLE: there is no such environment variable",
                "--host=h --keypass:file=/no/such/file | --keypass:file /no/such/file: it cannot be read",
                "--host=h --keypass:file=/dev/null | the pass phrase is empty, expected one of some characters"
            })
    void says_what_is_wrong_with_the_usage(String arguments, String sentence) throws Exception {
        assertRefused(sentence, arguments.split(" "));
        assertEquals(List.of(), files());
    }

    private void assertRefused(String sentence, String... arguments) {
        Transcript run = List.of(arguments).stream().anyMatch(argument -> argument.startsWith("-o="))
                ? Transcript.of(
                        Stream.concat(Stream.of("backup"), Stream.of(arguments)).toArray(String[]::new))
                : backup(arguments);
        assertEquals("linchpin: " + sentence + " (see linchpin backup --help)\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.exitCode());
    }

    @Test
    void prints_no_secret() throws Exception {
        Transcript run = backup("--host=*.example.com", "--json");
        JsonNode report = JsonMapper.shared().readTree(run.out());
        assertEquals(
                folder.resolve("wildcard.example.com.key").toString(),
                report.get("key").asString());
        assertFalse(report.get("encrypted").asBoolean());
        assertFalse(run.out().contains("PRIVATE"), run.out());
    }
}
