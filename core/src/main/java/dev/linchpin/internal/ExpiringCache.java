package dev.linchpin.internal;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers for a while, in a fixed number of slots: a new answer takes the place of whatever its slot held. Safe
 * for use by several threads, without locks; an answer is read whole or not at all.
 */
public final class ExpiringCache<K, V> {
    private final AtomicReferenceArray<@Nullable Entry<K, V>> slots;

    /**
     * An empty cache.
     *
     * @param slots a power of two
     */
    public ExpiringCache(int slots) {
        if (Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException(slots + " slots, expected a power of two");
        }
        this.slots = new AtomicReferenceArray<>(slots);
    }

    /** The answer remembered for this key, unless {@code now} lies outside the time for which it was given. */
    public @Nullable V get(K key, Instant now) {
        Entry<K, V> entry = slots.get(slot(key));
        boolean known = entry != null && !now.isBefore(entry.from) && now.isBefore(entry.end) && entry.key.equals(key);
        return known ? entry.value : null;
    }

    /** Remembers an answer, and forgets all whose time is over: they are not to be held until their slot is needed. */
    public void put(K key, V value, Instant from, Instant end) {
        for (int i = 0; i < slots.length(); i++) {
            Entry<K, V> entry = slots.get(i);
            if (entry != null && !from.isBefore(entry.end)) {
                slots.compareAndSet(i, entry, null);
            }
        }
        slots.set(slot(key), new Entry<>(key, value, from, end));
    }

    private int slot(K key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (slots.length() - 1);
    }

    private record Entry<K, V>(K key, V value, Instant from, Instant end) {}
}
