package dev.linchpin.remote.report;

import dev.linchpin.report.PinReport;
import dev.linchpin.report.PinReportJson;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reports that wait, within a room of so many bytes: a report for which there is none takes that of the newest of lower rank, or is
 * dropped. What is dropped is counted, and the next report that is accepted tells how many were; if that one is dropped in turn, so do its
 * successors. Not safe for use by several threads.
 */
final class Backlog {
    private static final List<Rank> LOWEST_FIRST = List.of(Rank.UNLISTED, Rank.LISTED, Rank.REFUSED);

    private final PinReportJson format;
    private final long room;
    private final Map<Rank, Deque<WaitingReport>> waiting = new EnumMap<>(Rank.class);
    private @Nullable Spool spool;
    private long used;
    private long next;
    private long untold;
    private long dropped;

    Backlog(PinReportJson format, long room) {
        this.format = format;
        this.room = room;
        for (Rank rank : Rank.values()) {
            waiting.put(rank, new ArrayDeque<>());
        }
    }

    /** Keeps what is accepted from now on in this spool as well, and takes in what is left there, as far as there is room. */
    void keepIn(Spool spool) throws IOException {
        Spool.Content content = spool.load(room);
        this.spool = spool;
        drop(content.damaged());
        List<WaitingReport> left = content.reports();
        if (!left.isEmpty()) {
            next = left.get(left.size() - 1).number() + 1;
        }
        left.sort(Comparator.comparing(WaitingReport::rank).thenComparingLong(WaitingReport::number));
        for (WaitingReport report : left) {
            if (used + report.size() <= room) {
                queue(report.rank()).addLast(report);
                used += report.size();
            } else {
                forget(report);
                lose(report);
            }
        }
    }

    /**
     * Takes a report, or drops it.
     *
     * @return whether it was taken
     * @throws IOException if it was taken, but not into the spool
     */
    boolean add(PinReport report) throws IOException {
        drop(report.dropped());
        Rank rank = Rank.of(report.verdict());
        int largest = json(report, Long.MAX_VALUE).length() + WaitingReport.OVERHEAD;
        if (used + largest - takenBelow(rank) > room) {
            drop(1);
            return false;
        }
        while (used + largest > room) {
            dropNewestBelow(rank);
        }
        WaitingReport accepted = new WaitingReport(next++, rank, untold, json(report, untold));
        untold = 0;
        used += accepted.size();
        queue(rank).addLast(accepted);
        if (spool != null) {
            spool.write(accepted);
        }
        return true;
    }

    /** The one to send first, of the highest rank and then the oldest; it keeps its place until it is settled or given back. */
    @Nullable
    WaitingReport take() {
        for (Rank rank : Rank.values()) {
            WaitingReport first = queue(rank).pollFirst();
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    /** Ends a report that was taken: it has been delivered. */
    void settle(WaitingReport taken) {
        used -= taken.size();
        forget(taken);
    }

    /** Ends a report that was taken, undelivered. */
    void refuse(WaitingReport taken) {
        settle(taken);
        lose(taken);
    }

    void giveBack(WaitingReport taken) {
        queue(taken.rank()).addFirst(taken);
    }

    int size() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    /** How many were dropped in all. */
    long dropped() {
        return dropped;
    }

    /** Counts reports that were dropped here, or before they came here. */
    void drop(long reports) {
        untold += reports;
        dropped += reports;
    }

    /** Counts one that had been accepted; what it told of is still to be told. */
    private void lose(WaitingReport report) {
        untold += report.told();
        drop(1);
    }

    private void dropNewestBelow(Rank rank) {
        for (Rank lower : LOWEST_FIRST) {
            WaitingReport newest = lower.compareTo(rank) > 0 ? queue(lower).pollLast() : null;
            if (newest != null) {
                settle(newest);
                lose(newest);
                return;
            }
        }
        throw new IllegalStateException("nothing below " + rank + " has room to give");
    }

    private long takenBelow(Rank rank) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getKey().compareTo(rank) > 0)
                .flatMap(entry -> entry.getValue().stream())
                .mapToLong(WaitingReport::size)
                .sum();
    }

    /** A file that stays is sent once more, after a restart. */
    private void forget(WaitingReport report) {
        if (spool != null) {
            try {
                spool.delete(report);
            } catch (IOException e) {
                return;
            }
        }
    }

    private Deque<WaitingReport> queue(Rank rank) {
        Deque<WaitingReport> queue = waiting.get(rank);
        if (queue == null) {
            throw new IllegalStateException("every rank has a queue");
        }
        return queue;
    }

    private String json(PinReport report, long told) {
        PinReport telling =
                new PinReport(report.time(), report.generation(), report.verdict(), report.presented(), told);
        return format.write(telling);
    }
}
