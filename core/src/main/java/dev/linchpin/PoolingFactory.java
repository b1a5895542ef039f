package dev.linchpin;

import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.time.Clock;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The guarded socket factory of one generation: the same object until a rule of its policy has failed closed, and another one then.
 * Clients that pool connections by the factory that made them thereby use none that the rule had accepted. Safe for use by several
 * threads, and waits for none of them.
 */
final class PoolingFactory {
    /** @param ended when the last rule failed closed that has */
    private record Made(@Nullable Instant ended, SSLSocketFactory factory) {}

    private final PinPolicy policy;

    /** When rules fail closed; made when somebody first asks for a factory, since a policy may have a million rules. */
    private volatile @Nullable NavigableSet<Instant> ends;

    private final Supplier<SSLSocketFactory> maker;
    private final Clock clock;
    private final AtomicReference<@Nullable Made> last = new AtomicReference<>();

    PoolingFactory(PinPolicy policy, Supplier<SSLSocketFactory> maker, Clock clock) {
        this.policy = policy;
        this.maker = maker;
        this.clock = clock;
    }

    SSLSocketFactory current() {
        // An instant itself still belongs to the rule that it ends.
        NavigableSet<Instant> ends = ends();
        Instant ended = ends.isEmpty() ? null : ends.lower(clock.instant());
        while (true) {
            Made before = last.get();
            if (before != null && Objects.equals(before.ended(), ended)) {
                return before.factory();
            }
            last.compareAndSet(before, new Made(ended, maker.get()));
        }
    }

    private NavigableSet<Instant> ends() {
        NavigableSet<Instant> known = ends;
        if (known == null) {
            known = new TreeSet<>();
            for (PinRule rule : policy.rules()) {
                if (rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED))) {
                    rule.expires().ifPresent(known::add);
                }
            }
            ends = known;
        }
        return known;
    }
}
