package dev.linchpin;

import java.lang.ref.WeakReference;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Which session was accepted for which host under which generation of the policy, so that a warm connection is judged once: the
 * certificates of a session do not change, so neither does the answer, until the policy or the time does.
 *
 * <p>A session is known by its identity and a host by its text as it was given: what is spelled in another way is judged anew. What is
 * not found here was not refused, only forgotten or never asked. Found without a lock and without allocating; a session is not kept
 * alive, nor is a policy. Safe for use by several threads.
 */
final class AcceptedSessions {
    /** For acceptances that end with their generation, and not before. */
    static final long FOR_GOOD = Long.MAX_VALUE;

    private static final int FEWEST = 1 << 6;

    /** Enough for tens of thousands of open connections; whoever has more has some of them judged again. */
    private static final int MOST = 1 << 16;

    private final Clock clock;

    /** Each acceptance is in one of two neighbouring slots. */
    private volatile AtomicReferenceArray<@Nullable Acceptance> slots = new AtomicReferenceArray<>(FEWEST);

    AcceptedSessions(Clock clock) {
        this.clock = clock;
    }

    boolean contains(SSLSession session, String host, long generation) {
        AtomicReferenceArray<@Nullable Acceptance> table = slots;
        int slot = slot(session, host, table);
        return stands(table.get(slot), session, host, generation)
                || stands(table.get(slot ^ 1), session, host, generation);
    }

    /** Most rules never expire: for them the clock is not even asked. */
    private boolean stands(@Nullable Acceptance found, SSLSession session, String host, long generation) {
        return found != null
                && found.isOf(session, host, generation)
                && (found.until == FOR_GOOD || clock.instant().getEpochSecond() < found.until);
    }

    /**
     * Remembers what was accepted.
     *
     * @param until in seconds of the epoch
     */
    void add(SSLSession session, String host, long generation, long until) {
        AtomicReferenceArray<@Nullable Acceptance> table = slots;
        Acceptance acceptance = new Acceptance(session, host, generation, until);
        if (!place(acceptance, session, table)) {
            if (table.length() < MOST) {
                table = larger(table, generation);
                slots = table; // Of several threads the last prevails: what the others have added is judged again.
            }
            table.set(slot(session, host, table), acceptance);
        }
    }

    private static boolean place(
            Acceptance acceptance, SSLSession session, AtomicReferenceArray<@Nullable Acceptance> table) {
        int slot = slot(session, acceptance.host, table);
        for (int candidate : new int[] {slot, slot ^ 1}) {
            Acceptance holder = table.get(candidate);
            if (holder == null
                    || holder.isOver(acceptance.generation)
                    || holder.isOf(session, acceptance.host, acceptance.generation)) {
                table.set(candidate, acceptance);
                return true;
            }
        }
        return false;
    }

    private static AtomicReferenceArray<@Nullable Acceptance> larger(
            AtomicReferenceArray<@Nullable Acceptance> table, long generation) {
        AtomicReferenceArray<@Nullable Acceptance> larger = new AtomicReferenceArray<>(table.length() * 2);
        for (int i = 0; i < table.length(); i++) {
            Acceptance acceptance = table.get(i);
            SSLSession session = acceptance == null ? null : acceptance.get();
            if (session != null && acceptance.generation >= generation) {
                place(acceptance, session, larger);
            }
        }
        return larger;
    }

    private static int slot(SSLSession session, String host, AtomicReferenceArray<@Nullable Acceptance> table) {
        int hash = System.identityHashCode(session) * 31 + host.hashCode();
        return (hash ^ (hash >>> 16)) & (table.length() - 1);
    }

    private static final class Acceptance extends WeakReference<SSLSession> {
        private final String host;
        private final long generation;
        private final long until;

        Acceptance(SSLSession session, String host, long generation, long until) {
            super(session);
            this.host = host;
            this.generation = generation;
            this.until = until;
        }

        boolean isOf(SSLSession session, String host, long generation) {
            return this.generation == generation && get() == session && this.host.equals(host);
        }

        boolean isOver(long generation) {
            return this.generation < generation || get() == null;
        }
    }
}
