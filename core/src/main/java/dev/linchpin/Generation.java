package dev.linchpin;

import dev.linchpin.policy.PinPolicy;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * One policy snapshot, and the TLS context that belongs to it. A context holds the sessions that may be resumed; since
 * each generation has its own, none outlives the policy under which it was accepted.
 */
record Generation(
        long number,
        PinPolicy policy,
        SSLContext context,
        SSLSocketFactory socketFactory,
        PoolingFactory guardedSocketFactory) {
    Generation(long number, PinPolicy policy, SSLContext context, Guards guards, Clock clock) {
        this(
                number,
                policy,
                context,
                context.getSocketFactory(),
                new PoolingFactory(policy, () -> guards.on(context.getSocketFactory()), clock));
    }
}
