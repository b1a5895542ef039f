package dev.linchpin.jetty;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects for as long as somebody else holds them. Equal ones are different. Threads that read wait for nobody:
 * connections are asked about before and after each request, by all threads of a client.
 */
final class WeakIdentityMap<K, V> {
    private final Map<Object, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<K> gone = new ReferenceQueue<>();

    @Nullable
    V get(K key) {
        return values.get(new Probe(key));
    }

    void putIfAbsent(K key, V value) {
        for (Reference<?> old = gone.poll(); old != null; old = gone.poll()) {
            values.remove(old);
        }
        values.putIfAbsent(new Key<>(key, gone), value);
    }

    /** What has been put and is not known to be gone. */
    int size() {
        return values.size();
    }

    private static final class Key<K> extends WeakReference<K> {
        private final int hash;

        Key(K key, ReferenceQueue<K> gone) {
            super(key, gone);
            this.hash = System.identityHashCode(key);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Key<?> key && hash == key.hash && get() != null && get() == key.get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Finds a {@link Key}, whose equals is never asked about it. */
    private record Probe(Object key) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key<?> found && found.get() == key;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(key);
        }
    }
}
