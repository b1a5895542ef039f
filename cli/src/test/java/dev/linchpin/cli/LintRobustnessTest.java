package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.linchpin.cli.command.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody has made to do harm, and what is no file: a sentence and an exit code, never a stack trace, in bounded time. */
class LintRobustnessTest {
    private static final String BODY = """
            <network-security-config xmlns:l="urn:linchpin:policy:1" l:unlistedHosts="deny">
              <base-config cleartextTrafficPermitted="false"><trust-anchors><certificates src="system"/></trust-anchors></base-config>
              <domain-config><domain includeSubdomains="true">example.com</domain><domain l:covers="one-label">*.a.test</domain>
                <pin-set expiration="2030-01-01" l:afterExpiry="fail-closed" l:expires="2030-01-01T12:00:00Z">
                  <pin digest="SHA-256">7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y=</pin>
                  <pin digest="SHA-256">fwza0LRMXouZHRC8Ei+4PyuldPDcf3UKgO/04cDM1oE=</pin>
                </pin-set>
                <certificateTransparency enabled="true"/><domainEncryption mode="enabled"/>
                <domain-config><domain>b.example.com</domain><pin-set/></domain-config>
              </domain-config>
              <debug-overrides><trust-anchors><certificates src="user" overridePins="true"/></trust-anchors></debug-overrides>
            </network-security-config>
            """;

    /** For one file, on a machine that is busy with other things; alone, none takes two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static Transcript lint(byte[] content, String... options) {
        List<String> arguments = new ArrayList<>(List.of("lint", "--format=android", "-"));
        arguments.addAll(1, Arrays.asList(options));
        return assertTimeoutPreemptively(
                PATIENCE, () -> Transcript.withInput(content, arguments.toArray(String[]::new)));
    }

    private static void refused(byte[] content, String words) {
        Transcript run = lint(content);
        assertEquals(1, run.exitCode(), run.err());
        assertTrue(run.out().contains(words), run.out());
        assertSpeaksInSentences(run);
    }

    private static void assertSpeaksInSentences(Transcript run) {
        assertFalse(run.err().contains("\tat ") || run.err().contains("defect of the program"), run.err());
        assertTrue(run.exitCode() == 0 || run.exitCode() == 1 || run.exitCode() == 2, run.toString());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What an external entity, an external DTD or a schema location would connect to, if anything did. */
    @Test
    void connects_to_nothing_that_the_file_names() throws IOException {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + trap.getLocalPort() + "/x";
            refused(utf8("<!DOCTYPE a SYSTEM \"" + url + "\"><a/>"), "[malformed-xml]");
            refused(utf8("<!DOCTYPE a [<!ENTITY e SYSTEM \"" + url + "\">]><a>&e;</a>"), "[malformed-xml]");
            refused(utf8("<!DOCTYPE a [<!ENTITY % e SYSTEM \"" + url + "\"> %e;]><a/>"), "[malformed-xml]");
            lint(utf8("<?xml-stylesheet href=\"" + url + "\"?>"
                    + BODY.replace(
                            "xmlns:l",
                            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a " + url
                                    + "\" xmlns:l")));
            lint(utf8(BODY.replace("src=\"system\"", "src=\"" + url + "\"")));
            trap.setSoTimeout(1);
            boolean connected = true;
            try {
                trap.accept().close();
            } catch (SocketTimeoutException nobodyCame) {
                connected = false;
            }
            assertFalse(connected);
        }
    }

    /** Ten entities, each ten of the one before. */
    @Test
    void expands_no_entities() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 \"lol\">");
        for (int i = 1; i <= 10; i++) {
            laughs.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        refused(utf8(laughs + "]><a>&e10;</a>"), "[malformed-xml]");
    }

    @Test
    void bounds_depth_and_length() {
        refused(utf8("<network-security-config>" + "<domain-config>".repeat(1_000_000)), "[malformed-xml]");
        assertSpeaksInSentences(lint(utf8(BODY.replace("2030-01-01\"", "2".repeat(10_000_000) + "\""))));
        assertSpeaksInSentences(lint(utf8(BODY.replace("example.com", "a".repeat(10_000_000)))));
        assertSpeaksInSentences(lint(utf8(BODY + "\n".repeat(10_000_000))));
    }

    @Test
    void tells_of_a_hundred_thousand_mistakes_no_more_than_ten_thousand() {
        String many = "<network-security-config>" + "<x/>".repeat(100_000) + "</network-security-config>";
        Transcript run = lint(utf8(many), "--fail-on=warning");
        assertTrue(
                run.out().contains("[too-many-findings]") || run.out().contains("[malformed-xml]"),
                run.out().substring(0, 300));
        assertEquals(1, run.exitCode());
    }

    @Test
    void refuses_what_is_no_utf8() {
        refused(BODY.getBytes(StandardCharsets.UTF_16), "[encoding]");
        refused(BODY.getBytes(StandardCharsets.UTF_16BE), "[malformed-xml]");
        refused(BODY.getBytes(StandardCharsets.UTF_16LE), "[malformed-xml]");
        refused(new byte[] {'<', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '>'}, "[encoding]"); // half of a surrogate pair
        refused(new byte[] {'<', (byte) 0xc0, (byte) 0x80, '>'}, "[encoding]"); // NUL, overlong
        refused(new byte[] {'<', 0, '>'}, "[malformed-xml]");
        refused(new byte[0], "[malformed-xml]");
        refused(utf8(" \n"), "[malformed-xml]");
        refused(utf8("<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + BODY), "[malformed-xml]");
    }

    @Test
    void survives_every_truncation() {
        byte[] whole = utf8(BODY);
        for (int length = 0; length < whole.length; length += 7) {
            refused(Arrays.copyOf(whole, length), "[malformed-xml]");
        }
    }

    /** The same thousand files each time, in each form of output. */
    @ParameterizedTest
    @ValueSource(strings = {"--json", "--sarif=-", "--fail-on=note"})
    void survives_a_thousand_mutations(String option) {
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            byte[] content = mutated(utf8(BODY), random);
            assertSpeaksInSentences(lint(content, option));
        }
    }

    private static byte[] mutated(byte[] content, Random random) {
        String pieces = "<>\"'&=/!-[]? \t\r\n\0\u0001\u007f\u202e\ufffe漢\ud83d\ude00:*.%true";
        StringBuilder text = new StringBuilder(new String(content, StandardCharsets.UTF_8));
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                default -> text.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
            }
        }
        return utf8(text.toString());
    }

    @Test
    void mends_mutated_files_without_making_them_worse() throws IOException {
        Random random = new Random(12);
        Path file = folder.resolve("config.xml");
        for (int i = 0; i < 300; i++) {
            String broken = BODY.replace("\"true\"", " \"True\"".strip()).replace("example.com", "EXAMPLE.com.");
            Files.write(file, mutated(utf8(broken), random));
            Transcript before = Transcript.of("lint", file.toString());
            Transcript after = Transcript.of("lint", "--fix", file.toString());
            assertSpeaksInSentences(after);
            assertTrue(errors(after) <= errors(before), before + "\n" + after);
        }
    }

    private static long errors(Transcript run) {
        return run.out().lines().filter(line -> line.contains(": error: ")).count();
    }

    /** As {@code /dev/zero}, or a pipe whose writer never ends. */
    @Test
    void reads_no_stream_without_end() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '<';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) '<');
                return length;
            }
        };
        OutputStream nowhere = OutputStream.nullOutputStream();
        assertEquals(
                2,
                assertTimeoutPreemptively(
                        PATIENCE,
                        () -> Main.run(Terminal.of(endless, nowhere, nowhere, StandardCharsets.UTF_8), "lint", "-")));
    }

    @Test
    void says_of_what_is_no_file_why_it_cannot_be_read() throws IOException {
        assertEquals(
                "linchpin: " + folder + ": it is a directory\n",
                Transcript.of("lint", folder.toString()).err());
        assertEquals(
                "linchpin: lost.xml: there is no such file\n",
                Transcript.of("lint", "lost.xml").err());
        assertEquals(2, Transcript.of("lint", "").exitCode());
        assertEquals(2, Transcript.of("lint", "a\0b").exitCode());
        Path bytes = Files.write(folder.resolve("config"), new byte[] {1, 2, 3});
        assertEquals(
                "linchpin: " + bytes + ": it is no policy file, expected a format out of trustkit-android,"
                        + " trustkit-ios, ios, android, hpkp, okhttp\n",
                Transcript.of("lint", bytes.toString()).err());
        Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals(2, Transcript.of("lint", empty.toString()).exitCode());
    }

    @Test
    void says_of_a_file_that_may_not_be_read_that_it_may_not() throws IOException {
        Path file = Files.writeString(folder.resolve("config.xml"), BODY);
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"),
                "NOT TESTED: no POSIX rights in this folder");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "NOT TESTED: this user may read everything");
        assertEquals(
                "linchpin: " + file + ": it may not be read\n",
                Transcript.of("lint", file.toString()).err());
    }

    @Test
    void ends_quietly_when_nobody_reads_on() throws IOException {
        Path file = Files.writeString(folder.resolve("config.xml"), BODY);
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Terminal terminal = Terminal.of(
                InputStream.nullInputStream(), gone, OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        assertEquals(141, Main.run(terminal, "lint", file.toString()));
    }
}
