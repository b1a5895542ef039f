package dev.linchpin.remote.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTest {
    private static final PinReportJson FORMAT =
            PinReportJson.builder().certificates(false).build();

    @TempDir
    Path folder;

    /**
     * Whoever can make a client connect to hosts without a rule has room for nothing once listed hosts are refused:
     *
     * <pre>
     *   room   │ unlisted unlisted unlisted … unlisted │    then    │ refused refused refused … refused │
     * </pre>
     */
    @Test
    void refusals_of_listed_hosts_outlive_everything_else() throws IOException {
        Backlog backlog = new Backlog(FORMAT, 10_000);
        for (int i = 0; i < 1_000; i++) {
            backlog.add(Reports.unlisted("unlisted" + i + ".test"));
        }
        int refused = 0;
        while (backlog.add(Reports.refused("api" + refused + ".test"))) {
            refused++;
        }
        assertTrue(refused > 10, refused + " refusals");
        assertFalse(backlog.add(Reports.watched("trial.test")));
        assertFalse(backlog.add(Reports.unlisted("unlisted.test")));
        assertTrue(backlog.size() <= refused + 1, "what else may wait is too small to give room to a refusal");
        assertEquals(1_000 + refused + 3 - backlog.size(), backlog.dropped());
        for (int i = 0; i < refused; i++) {
            assertEquals("api" + i + ".test", Reports.host(taken(backlog).json()));
        }
    }

    /** The first report of a flood says what began it, and is the one that is kept. */
    @Test
    void keeps_the_older_of_the_same_rank() throws IOException {
        Backlog backlog = new Backlog(FORMAT, 10_000);
        for (int i = 0; i < 1_000; i++) {
            backlog.add(Reports.refused("api" + i + ".test"));
        }
        int kept = backlog.size();
        assertEquals(1_000 - kept, backlog.dropped());
        assertEquals("api0.test", Reports.host(taken(backlog).json()));
    }

    @Test
    void drops_nothing_for_a_report_that_does_not_fit_all_the_same() throws IOException {
        PinReportJson endless =
                PinReportJson.builder().appVersion("v".repeat(9_000)).build();
        Backlog small = new Backlog(FORMAT, 4_000);
        assertTrue(small.add(Reports.unlisted("unlisted.test")));
        assertFalse(new Backlog(endless, 4_000).add(Reports.refused("api.test")));
        int unlisted = 1;
        while (small.add(Reports.unlisted("unlisted" + unlisted + ".test"))) {
            unlisted++;
        }
        assertEquals(unlisted, small.size());
    }

    @Test
    void tells_what_was_dropped_before_it_came_here() throws IOException {
        Backlog backlog = new Backlog(FORMAT, 10_000);
        backlog.add(Reports.telling(Reports.refused("api.test"), 7));
        assertEquals(7, Reports.told(taken(backlog).json()));
    }

    @Test
    void tells_again_what_a_refused_report_told_of() throws IOException {
        Backlog backlog = new Backlog(FORMAT, 10_000);
        backlog.add(Reports.telling(Reports.refused("api.test"), 7));
        backlog.refuse(taken(backlog));
        backlog.add(Reports.refused("api.test"));
        assertEquals(8, Reports.told(taken(backlog).json()));
    }

    /**
     * Whatever comes, goes and fails: what is taken stays within the room, no refusal is dropped while less waits, and every report that
     * was ever given is delivered, waits, or is told of by exactly one that was or does, or is still to be told of.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void counts_every_report_once(long seed) throws IOException {
        Random random = new Random(seed);
        int room = 3_000 + random.nextInt(10_000);
        Backlog backlog = new Backlog(FORMAT, room);
        if (seed % 2 == 0) {
            backlog.keepIn(Spool.open(folder));
        }
        long given = 0;
        long droppedBefore = 0;
        long accountedFor = 0;
        List<WaitingReport> sending = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    WaitingReport next = backlog.take();
                    if (next != null) {
                        sending.add(next);
                    }
                }
                case 1 -> {
                    if (!sending.isEmpty()) {
                        WaitingReport end = sending.remove(random.nextInt(sending.size()));
                        int fate = random.nextInt(3);
                        if (fate == 0) {
                            backlog.refuse(end);
                        } else if (fate == 1) {
                            backlog.giveBack(end);
                        } else {
                            backlog.settle(end);
                            accountedFor += 1 + end.told();
                        }
                    }
                }
                default -> {
                    long before = random.nextInt(10) == 0 ? random.nextInt(1_000) : 0;
                    given += 1 + before;
                    droppedBefore += before;
                    backlog.add(Reports.telling(any(random, i), before));
                }
            }
        }
        for (WaitingReport taken : sending) {
            backlog.giveBack(taken);
        }
        long size = 0;
        for (WaitingReport next = backlog.take(); next != null; next = backlog.take()) {
            size += next.size();
            assertEquals(next.told(), Reports.told(next.json()));
            accountedFor += 1 + next.told();
            backlog.settle(next);
        }
        assertTrue(size <= room, size + " bytes in a room of " + room);
        assertTrue(backlog.dropped() > droppedBefore, "else there was room for all");
        backlog.add(Reports.refused("last.test"));
        accountedFor += 1 + taken(backlog).told();
        assertEquals(given + 1, accountedFor);
    }

    @Test
    void finds_in_a_spool_what_was_left_there() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            Backlog before = new Backlog(FORMAT, 1 << 20);
            before.keepIn(spool);
            before.add(Reports.unlisted("unlisted.test"));
            before.add(Reports.telling(Reports.refused("api0.test"), 3));
            before.add(Reports.refused("api1.test"));
            before.settle(taken(before));
        }
        try (Spool spool = Spool.open(folder)) {
            Backlog after = new Backlog(FORMAT, 1 << 20);
            after.keepIn(spool);
            after.add(Reports.refused("api2.test"));
            assertEquals("api1.test", Reports.host(taken(after).json()));
            assertEquals(
                    "api2.test", Reports.host(taken(after).json()), "in the order of acceptance, across processes");
            assertEquals("unlisted.test", Reports.host(taken(after).json()));
            assertNull(after.take());
            assertEquals(0, after.dropped());
        }
    }

    /** The next version of an application has less to spare. */
    @Test
    void finds_in_a_spool_what_there_is_room_for() throws IOException {
        try (Spool spool = Spool.open(folder)) {
            Backlog before = new Backlog(FORMAT, 1 << 20);
            before.keepIn(spool);
            for (int i = 0; i < 100; i++) {
                before.add(Reports.telling(Reports.refused("api" + i + ".test"), i == 70 ? 5 : 0));
            }
        }
        try (Spool spool = Spool.open(folder)) {
            Backlog after = new Backlog(FORMAT, 10_000);
            after.keepIn(spool);
            int kept = after.size();
            assertTrue(kept > 5 && kept < 50, kept + " reports");
            assertEquals(100 - kept, after.dropped());
            assertEquals(kept, spool.load(1 << 20).reports().size(), "the others are gone from the disk");
            for (int i = 0; i < kept; i++) {
                WaitingReport next = taken(after);
                assertEquals("api" + i + ".test", Reports.host(next.json()));
                after.settle(next);
            }
            after.add(Reports.refused("next.test"));
            assertEquals(100 - kept + 5, taken(after).told(), "and what they told of is told");
        }
    }

    private static PinReport any(Random random, int i) {
        return switch (random.nextInt(3)) {
            case 0 -> Reports.refused("api" + i + ".test");
            case 1 -> Reports.watched("trial" + i + ".test");
            default -> Reports.unlisted("unlisted" + i + ".test");
        };
    }

    private static WaitingReport taken(Backlog backlog) {
        WaitingReport next = backlog.take();
        if (next == null) {
            throw new AssertionError("nothing waits");
        }
        return next;
    }
}
