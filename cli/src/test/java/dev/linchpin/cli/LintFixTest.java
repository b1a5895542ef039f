package dev.linchpin.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

/** {@code linchpin lint --fix}: what has one safe answer is mended, and nothing else of the file is touched. */
class LintFixTest {
    private static final String BROKEN = """
            <?xml version="1.0" encoding="utf-8"?><!-- Bücher, 漢字, \ud83d\ude00 -->
            <network-security-config>
            \t<domain-config cleartextTrafficPermitted = 'FALSE' >
                    <domain includeSubdomains="True">  EXAMPLE.com. </domain   >
                    <!-- <pin digest="SHA-256">not this one</pin> -->
                    <pin-set expiration=" 2999-01-01 ">
                        <pin digest="SHA-256">7HIpactkIAq2Y49orFOOQKurWxmmSFZhBCoQYcRhJ3Y</pin>
                        <pin digest="SHA-256">r-mIkG3eEpVdm-u_ko_cwxzOMo1bk4TyHIlByibiA5E=</pin>
                    </pin-set>
                </domain-config>
            </network-security-config>
            """;

    private static final String MENDED = BROKEN.replace("'FALSE'", "'false'")
            .replace("\"True\"", "\"true\"")
            .replace("  EXAMPLE.com. ", "example.com")
            .replace(" 2999-01-01 ", "2999-01-01")
            .replace("hJ3Y<", "hJ3Y=<")
            .replace("r-mIkG3eEpVdm-u_ko_cw", "r+mIkG3eEpVdm+u/ko/cw");

    @TempDir
    Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("config.xml"), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void mends_all_at_once() throws IOException {
        Path file = file(bytes(BROKEN));
        Transcript run = Transcript.of("lint", "--fix", file.toString());
        assertEquals(MENDED, Files.readString(file));
        assertEquals("0 errors, 0 warnings, 0 notes in 1 file\n", run.out());
        assertEquals(file + ": mended 6 findings\n", run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void keeps_every_other_byte() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String mark : List.of("", "\ufeff")) {
                Path file = file(bytes(mark + BROKEN.replace("\n", end)));
                Transcript.of("lint", "--fix", file.toString());
                assertArrayEquals(bytes(mark + MENDED.replace("\n", end)), Files.readAllBytes(file));
            }
        }
    }

    @Test
    void finds_nothing_more_to_mend_in_what_it_has_written() throws IOException {
        Path file = file(bytes(BROKEN));
        Transcript.of("lint", "--fix", file.toString());
        var time = Files.getLastModifiedTime(file);
        assertEquals("", Transcript.of("lint", "--fix", file.toString()).err());
        assertEquals(time, Files.getLastModifiedTime(file));
    }

    /** Without the dot it is a domain that is there already, and Android refuses the file. */
    @Test
    void leaves_a_fix_out_that_would_make_it_worse() throws IOException {
        String twice = MENDED.replace(
                "<domain includeSubdomains",
                "<domain>a.test</domain><domain>A.test.</domain><domain includeSubdomains");
        Path file = file(bytes(twice));
        Transcript run = Transcript.of("lint", "--fix", file.toString());
        assertEquals(twice, Files.readString(file));
        assertEquals(1, run.exitCode());
        assertTrue(run.out().contains("[domain-trailing-dot]"), run.out());
        assertFalse(run.out().contains("[duplicate-domain]"), run.out());
    }

    @Test
    void leaves_a_file_alone_that_has_no_safe_answer() throws IOException {
        byte[] content = bytes(MENDED.replace("\"true\"", "\"yes\""));
        Path file = file(content);
        assertEquals(1, Transcript.of("lint", "--fix", file.toString()).exitCode());
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void leaves_a_file_alone_that_is_no_text() throws IOException {
        byte[] content = BROKEN.getBytes(StandardCharsets.UTF_16);
        Path file = file(content);
        Transcript run = Transcript.of("lint", "--fix", file.toString());
        assertTrue(run.out().startsWith(file + ":1:1: error: the file is no text in UTF-8"), run.out());
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void keeps_rights_and_symbolic_links_and_leaves_nothing_behind() throws IOException {
        assumeTrue(
                Files.getFileStore(folder).supportsFileAttributeView("posix"),
                "NOT TESTED: no POSIX rights in this folder");
        Path file = file(bytes(BROKEN));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.xml"), file.getFileName());
        Transcript.of("lint", "--fix", link.toString());
        assertEquals(MENDED, Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(2, all.count());
        }
    }
}
