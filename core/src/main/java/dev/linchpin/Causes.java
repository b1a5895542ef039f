package dev.linchpin;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure comes from: itself, its causes and what was suppressed, however deep, even if they go in circles. */
final class Causes {
    private Causes() {}

    static <T extends Throwable> Optional<T> find(Class<T> type, @Nullable Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        for (Throwable next = failure; next != null; next = open.poll()) {
            if (type.isInstance(next)) {
                return Optional.of(type.cast(next));
            }
            if (seen.add(next)) {
                if (next.getCause() != null) {
                    open.add(next.getCause());
                }
                Collections.addAll(open, next.getSuppressed());
            }
        }
        return Optional.empty();
    }
}
