package dev.linchpin;

import dev.linchpin.policy.AfterExpiry;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.policy.PinRule;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The guarded socket factory of one generation: the same object until a rule of its policy has failed closed, and another one then.
 * Clients that pool connections by the factory that made them thereby use none that the rule had accepted. Safe for use by several
 * threads, and waits for none of them.
 */
final class PoolingFactory {
    private record Made(long ended, SSLSocketFactory factory) {}

    /** Those that fail closed at some time. */
    private final List<PinRule> ending;

    private final Supplier<SSLSocketFactory> maker;
    private final Clock clock;
    private final AtomicReference<@Nullable Made> last = new AtomicReference<>();

    PoolingFactory(PinPolicy policy, Supplier<SSLSocketFactory> maker, Clock clock) {
        this.ending = policy.rules().stream()
                .filter(rule -> rule.afterExpiry().equals(Optional.of(AfterExpiry.FAIL_CLOSED)))
                .collect(Collectors.toList());
        this.maker = maker;
        this.clock = clock;
    }

    SSLSocketFactory current() {
        long ended = ended();
        while (true) {
            Made before = last.get();
            if (before != null && before.ended() == ended) {
                return before.factory();
            }
            last.compareAndSet(before, new Made(ended, maker.get()));
        }
    }

    private long ended() {
        return ending.isEmpty()
                ? 0
                : ending.stream()
                        .filter(rule -> rule.isExpiredAt(clock.instant()))
                        .count();
    }
}
