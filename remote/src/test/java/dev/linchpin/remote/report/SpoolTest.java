package dev.linchpin.remote.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final WaitingReport FIRST = report(0, "{\"first\":1}");
    private static final WaitingReport SECOND = report(1, "{\"second\":[1,2,3]}");
    private static final WaitingReport THIRD = report(2, "{\"third\":3}");

    @TempDir
    Path folder;

    @Test
    void holds_what_is_written_until_it_is_deleted() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            spool.write(SECOND);
            spool.write(FIRST);
            spool.write(THIRD);
            spool.delete(THIRD);
        }
        try (Spool spool = Spool.open(folder)) {
            assertSame(List.of(FIRST, SECOND), spool.load(1_000));
        }
    }

    /**
     * A disk that was full, a machine that lost its power: whatever is left of a file, the reports beside it are read, and of its own
     * never a part.
     */
    @Test
    void reads_the_others_when_a_file_is_torn_at_any_byte() throws IOException {
        writeNeighbours();
        byte[] whole = SECOND.record();
        for (int length = 0; length < whole.length; length++) {
            assertUnread(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void reads_no_file_of_which_any_byte_has_changed() throws IOException {
        writeNeighbours();
        byte[] whole = SECOND.record();
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertUnread(changed);
        }
    }

    @Test
    void reads_no_file_with_more_behind_it() throws IOException {
        writeNeighbours();
        byte[] whole = SECOND.record();
        assertUnread(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void reads_no_file_that_is_larger_than_the_room() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            spool.write(report(1, "x".repeat(2_000)));
            assertEquals(1, spool.load(1_000).damaged());
        }
    }

    /** What a process that was killed had not finished was not accepted either. */
    @Test
    void takes_away_what_was_half_written() throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve("0000000000000000007.report.part");
        Files.write(part, SECOND.record());
        try (Spool spool = Spool.open(folder)) {
            assertSame(List.of(), spool.load(1_000));
        }
        assertFalse(Files.exists(part));
    }

    @Test
    void leaves_alone_what_is_not_its_own() throws IOException {
        Path note = Files.writeString(folder.resolve("README"), "reports of the shop");
        try (Spool spool = Spool.open(folder)) {
            assertSame(List.of(), spool.load(1_000));
        }
        assertTrue(Files.exists(note));
    }

    @Test
    void leaves_no_part_where_a_report_cannot_be_put() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            Path inTheWay = folder.resolve("0000000000000000001.report");
            Files.createDirectories(inTheWay.resolve("full"));
            assertThrows(IOException.class, () -> spool.write(SECOND));
            try (Stream<Path> files = Files.list(folder)) {
                assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
            }
        }
    }

    @Test
    void belongs_to_one_sender_at_a_time() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            spool.write(FIRST);
            assertEquals(
                    "the spool is in use by another sender",
                    assertThrows(IOException.class, () -> Spool.open(folder)).getMessage());
        }
        try (Spool spool = Spool.open(folder)) {
            assertSame(List.of(FIRST), spool.load(1_000));
        }
    }

    @Test
    void a_record_takes_no_more_than_its_share_of_the_room() {
        WaitingReport telling = new WaitingReport(Long.MAX_VALUE, Rank.UNLISTED, 999_999_999_999_999_999L, "");
        assertTrue(telling.record().length <= telling.size());
    }

    private void writeNeighbours() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            spool.write(FIRST);
            spool.write(THIRD);
        }
    }

    private void assertUnread(byte[] damaged) throws IOException {
        try (Spool spool = Spool.open(folder)) {
            Path file = folder.resolve("0000000000000000001.report");
            Files.write(file, damaged);
            Spool.Content content = spool.load(1_000);
            assertSame(List.of(FIRST, THIRD), content);
            assertEquals(1, content.damaged());
            assertFalse(Files.exists(file));
        }
    }

    private static void assertSame(List<WaitingReport> expected, Spool.Content content) {
        assertEquals(expected, content.reports());
    }

    private static WaitingReport report(long number, String json) {
        return new WaitingReport(number, Rank.LISTED, 4, json);
    }
}
