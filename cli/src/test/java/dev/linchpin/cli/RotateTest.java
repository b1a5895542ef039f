package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.gauntlet.server.TlsServer;
import dev.linchpin.pki.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code linchpin rotate}, with servers on loopback. */
class RotateTest {
    private static final String HOST = "api.example.com";
    private static final TestCertificate ROOT = TestCertificate.root("Root");
    private static final TestCertificate LEAF = ROOT.leaf(HOST);
    private static final TestCertificate BACKUP = ROOT.leaf(HOST);
    private static final TestCertificate NEXT = ROOT.leaf(HOST);
    private static final TestCertificate OTHER = ROOT.leaf("other.example.com");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("network_security_config.xml");
        write("\ufeff" + PolicyText.pinning(HOST, LEAF.pin(), BACKUP.pin()).replace("\n", "\r\n"));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private Transcript rotate(String... arguments) {
        return Transcript.of(
                Stream.concat(Stream.of("rotate", "--config=" + file, "--host=" + HOST), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static TlsServer serving(TestCertificate leaf) {
        return TlsServer.builder().present(leaf.presented()).start();
    }

    private static String connectTo(TlsServer server) {
        return "--connect=127.0.0.1:" + server.port();
    }

    private static String base64(TestCertificate certificate) {
        return certificate.pin().substring("sha256/".length());
    }

    @Test
    void adds_one_line_and_keeps_every_other_byte() throws IOException {
        String before = Files.readString(file);
        try (TlsServer server = serving(LEAF)) {
            Transcript run = rotate("--new=" + NEXT.pin(), connectTo(server));
            assertEquals(0, run.exitCode(), run.err());
            assertEquals(
                    file + ": " + NEXT.pin() + " is added to the rule for " + HOST,
                    run.lines().get(0));
            assertEquals(0, server.requestBytes());
        }
        String line = "      <pin digest=\"SHA-256\">" + base64(NEXT) + "</pin>\r\n";
        String backup = base64(BACKUP) + "</pin>\r\n";
        assertArrayEquals(
                before.replace(backup, backup + line).getBytes(StandardCharsets.UTF_8), Files.readAllBytes(file));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList(), "nothing else is left behind");
        }
    }

    /**
     * <pre>
     * server  ── presents LEAF ──▶  everyone
     * file    { LEAF BACKUP NEXT }  −  LEAF   =   nobody gets in any more
     * </pre>
     */
    @Test
    void refuses_to_take_out_what_a_live_server_serves() throws IOException {
        write(PolicyText.pinning(HOST, LEAF.pin(), BACKUP.pin(), NEXT.pin()));
        byte[] before = Files.readAllBytes(file);
        try (TlsServer server = serving(LEAF)) {
            Transcript run = rotate("--remove=" + LEAF.pin(), connectTo(server));
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("is served by a live server"), run.err());
        }
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void refuses_to_leave_nothing_that_is_served() throws IOException {
        write(PolicyText.pinning(HOST, LEAF.pin(), BACKUP.pin(), NEXT.pin()));
        try (TlsServer server = serving(OTHER)) {
            Transcript run = rotate("--remove=" + LEAF.pin(), connectTo(server));
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("none of the pins that would be left"), run.err());
        }
    }

    @Test
    void takes_the_old_pin_out_once_servers_have_switched() throws IOException {
        write(PolicyText.pinning(HOST, LEAF.pin(), BACKUP.pin(), NEXT.pin()));
        try (TlsServer server = serving(BACKUP)) {
            Transcript run = rotate("--remove=" + LEAF.pin(), connectTo(server));
            assertEquals(0, run.exitCode(), run.err());
        }
        assertEquals(PolicyText.pinning(HOST, BACKUP.pin(), NEXT.pin()), Files.readString(file));
    }

    @Test
    void refuses_fewer_than_two_pins() {
        Transcript run = rotate("--remove=" + LEAF.pin(), "--offline");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("expected two"), run.err());
    }

    @Test
    void a_key_that_is_served_or_pinned_is_no_backup() {
        try (TlsServer server = serving(NEXT)) {
            Transcript served = rotate("--new=" + NEXT.pin(), connectTo(server));
            assertEquals(1, served.exitCode());
            assertTrue(served.err().contains("is served already"), served.err());
        }
        Transcript pinned = rotate("--new=" + BACKUP.pin(), "--offline");
        assertEquals(1, pinned.exitCode());
        assertTrue(pinned.err().contains("already"), pinned.err());
    }

    @Test
    void refuses_a_set_of_several_hosts_and_says_which() throws IOException {
        write(PolicyText.document(PolicyText.rule(
                PolicyText.domain(HOST, false) + PolicyText.domain("b.example.com", true),
                "",
                LEAF.pin(),
                BACKUP.pin())));
        Transcript run = rotate("--new=" + NEXT.pin(), "--offline");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("are those of **.b.example.com too"), run.err());
    }

    @Test
    void refuses_a_set_that_has_expired() throws IOException {
        write(PolicyText.document(
                PolicyText.rule(PolicyText.domain(HOST, false), "2020-01-01", LEAF.pin(), BACKUP.pin())));
        Transcript run = rotate("--new=" + NEXT.pin(), "--offline");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("have expired at 2020-01-01T00:00:00Z"), run.err());
    }

    @Test
    void a_dry_run_shows_a_diff_and_writes_nothing() throws IOException {
        byte[] before = Files.readAllBytes(file);
        Transcript run = rotate("--new=" + NEXT.pin(), "--offline", "--dry-run");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("--- " + file, run.lines().get(0));
        assertTrue(run.lines().contains("+      <pin digest=\"SHA-256\">" + base64(NEXT) + "</pin>"), run.out());
        assertEquals(
                1, run.lines().stream().filter(line -> line.startsWith("+ ")).count(), run.out());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void tells_programs_the_timetable() {
        Transcript run = rotate("--new=" + NEXT.pin(), "--offline", "--dry-run", "--json", "--rollout-days=10");
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals("add", json.get("action").asString());
        assertFalse(json.get("written").asBoolean());
        assertEquals(
                List.of("add", "ship", "wait", "switch", "remove"),
                json.get("timetable").findValuesAsString("name"));
    }

    @Test
    void edits_okhttp_patterns() throws IOException {
        file = folder.resolve("pins.txt");
        String line = HOST + " " + LEAF.pin() + " " + BACKUP.pin();
        write("# ours\n" + line + " # in the safe\n");
        assertEquals(0, rotate("--new=" + NEXT.pin(), "--offline").exitCode());
        assertEquals("# ours\n" + line + " " + NEXT.pin() + " # in the safe\n", Files.readString(file));
    }

    @Test
    void says_of_other_formats_that_they_cannot_be_edited_yet() throws IOException {
        write(Files.readString(file).replace("</pin-set>", "</pin-set><trustkit-config enforcePinning=\"true\"/>"));
        Transcript run = rotate("--new=" + NEXT.pin(), "--offline");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("cannot be edited yet, expected android or okhttp"), run.err());
    }

    @Test
    void keeps_the_rights_of_the_file_and_the_link_to_it() throws IOException {
        Set<PosixFilePermission> rights = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(file, rights);
        Path target = file;
        file = Files.createSymbolicLink(folder.resolve("link.xml"), target);
        assertEquals(0, rotate("--new=" + NEXT.pin(), "--offline").exitCode());
        assertTrue(Files.isSymbolicLink(file));
        assertTrue(Files.readString(target).contains(base64(NEXT)));
        assertEquals(rights, Files.getPosixFilePermissions(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "key", "key.der", "certificate.der"})
    void takes_the_pin_of_a_file_and_shows_nothing_of_a_private_key(String kind) throws IOException {
        Path key = folder.resolve("next");
        byte[] secret = NEXT.key().privateKey().getEncoded();
        String base64 = Base64.getMimeEncoder().encodeToString(secret);
        switch (kind) {
            case "certificate" -> Files.writeString(key, NEXT.pem());
            case "certificate.der" -> Files.write(key, NEXT.der());
            case "key.der" -> Files.write(key, secret);
            default ->
                Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        }
        Transcript run = rotate("--new=" + key, "--offline");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(Files.readString(file).contains(base64(NEXT)));
        assertFalse((run.out() + run.err()).contains(base64.substring(40, 60)));
    }

    @Test
    void hostile_key_files_are_refused_in_a_sentence() throws IOException {
        Path key = folder.resolve("next");
        for (String text : List.of(
                "",
                "garbage",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0IGJ5dGVz\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\n",
                LEAF.pem() + NEXT.pem())) {
            Files.writeString(key, text);
            Transcript run = rotate("--new=" + key, "--offline");
            assertEquals(2, run.exitCode(), text);
            assertTrue(run.err().contains("expected"), run.err());
            assertFalse(run.err().contains("secret") || run.err().contains("\tat "), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--new=sha256/AAAA --offline",
                "--new=no-such-file --offline",
                "--remove=garbage --offline",
                "--offline",
                "--new=PIN --remove=PIN --offline",
                "--new=PIN --offline --rollout-days=0",
                "--new=PIN --connect=127.0.0.1:1",
                "--new=PIN --offline --host=elsewhere.org",
                "--new=PIN --offline --format=plist",
            })
    void bad_usage_changes_nothing(String arguments) throws IOException {
        byte[] before = Files.readAllBytes(file);
        Transcript run = rotate(arguments.replace("PIN", NEXT.pin()).split(" "));
        assertEquals(2, run.exitCode(), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void a_file_with_an_error_is_not_edited() throws IOException {
        write(Files.readString(file).replace(base64(BACKUP), base64(LEAF)));
        Transcript run = rotate("--new=" + NEXT.pin(), "--offline");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("single-pin") || run.err().contains("at least two"), run.err());
    }
}
