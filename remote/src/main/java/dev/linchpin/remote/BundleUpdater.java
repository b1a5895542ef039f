package dev.linchpin.remote;

import dev.linchpin.Linchpin;
import dev.linchpin.internal.Quoted;
import dev.linchpin.policy.PinPolicy;
import dev.linchpin.report.PinReporter;
import dev.linchpin.verdict.PinVerdict;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the policy of a {@link Linchpin} up to date by signed bundles, on a daemon thread of its own. Safe for use by several threads.
 *
 * <pre>{@code
 * BundleUpdater bundles = BundleUpdater.builder()
 *         .audience("shop-app")
 *         .keys(TrustedKeys.of(1, SigningKey.parse(Files.readString(Path.of("signer.pem")))))
 *         .policy(policy)
 *         .store(BundleStore.in(Path.of("/var/lib/shop/pins")))
 *         .source(BundleSource.https(URI.create("https://static.example.com/pins.jws")))
 *         .build();
 * Linchpin linchpin = Linchpin.builder().policy(bundles.policy()).reporter(bundles.reporter(report -> {})).build();
 * bundles.start(linchpin);
 * }</pre>
 *
 * <p>Whatever the network, the origin or the disk does, a policy is in force: that of the last adopted bundle, or the built-in one. No
 * handshake waits for anything here.
 */
public final class BundleUpdater implements Closeable {
    private final PinPolicy builtIn;
    private final BundleLimits limits;
    private final AfterBundleExpiry afterExpiry;
    private final Clock clock;
    private final Consumer<BundleState> listener;
    private final TimedFetch source;
    private final AdoptedBundles adopted;
    private final RefreshLoop loop;
    private final Object refreshing = new Object();

    private Optional<Bundle> inForce; // this and what follows: only while refreshing
    private @Nullable Linchpin linchpin;
    private @Nullable String etag;
    private volatile BundleState state;

    private BundleUpdater(Builder builder) {
        this.builtIn = Builder.require("policy", builder.policy);
        this.limits = Builder.or(builder.limits, BundleLimits.none());
        this.afterExpiry = Builder.or(builder.afterExpiry, AfterBundleExpiry.KEEP);
        this.clock = Builder.or(builder.clock, Clock.systemUTC());
        this.listener = Builder.or(builder.listener, state -> {});
        this.source = new TimedFetch(
                Builder.require("source", builder.source),
                Builder.or(builder.maxBytes, Builder.MAX_BYTES),
                Builder.or(builder.deadline, Builder.DEADLINE));
        this.adopted = AdoptedBundles.open(
                Builder.require("store", builder.store),
                BundleVerifier.of(Builder.require("audience", builder.audience), Builder.require("keys", builder.keys)),
                limits,
                Builder.or(builder.minVersion, 1L));
        RefreshSchedule schedule = new RefreshSchedule(
                Builder.or(builder.interval, Builder.INTERVAL),
                Builder.or(builder.mismatchSpread, Builder.MISMATCH_SPREAD),
                Builder.or(builder.lot, () -> ThreadLocalRandom.current().nextDouble()));
        this.loop = new RefreshLoop(schedule, this::refreshed, this::untilExpiry);
        this.inForce = due();
        this.state = new BundleState(
                adopted.status(), inForce, adopted.last(), expired(), Optional.empty(), Optional.empty(), 0);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What is to be in force now, before anything has been fetched: the policy of the bundle in the store, or the built-in one. */
    public PinPolicy policy() {
        synchronized (refreshing) {
            enforce();
            return policyOf(inForce);
        }
    }

    /**
     * A reporter that hands on what it hears, and after a mismatch has the next refresh brought forward: a key that was rotated heals itself.
     * Once in an interval; it never waits.
     */
    public PinReporter reporter(PinReporter next) {
        return report -> {
            if (report.verdict() instanceof PinVerdict.Mismatch
                    || report.verdict() instanceof PinVerdict.ReportedMismatch) {
                loop.mismatch();
            }
            next.report(report);
        };
    }

    /**
     * Begins to refresh, and from now on replaces the policy of this {@link Linchpin}.
     *
     * @throws IllegalStateException if it has been started or closed before
     */
    public void start(Linchpin linchpin) {
        synchronized (refreshing) {
            if (this.linchpin != null) {
                throw new IllegalStateException("the updater is started twice, expected once");
            }
            inForce = due();
            linchpin.replacePolicy(policyOf(inForce));
            this.linchpin = linchpin;
        }
        loop.start();
    }

    /**
     * Fetches now, on this thread, and adopts what there is. For whoever is told of a new bundle, and for tests; never call it where somebody waits
     * for a handshake.
     *
     * @return how bundles stand after it
     */
    public BundleState refresh() {
        synchronized (refreshing) {
            BundleState after = refreshOnce();
            publish(after);
            return after;
        }
    }

    public BundleState state() {
        return state;
    }

    /** Ends the thread. The policy in force stays. */
    @Override
    public void close() {
        loop.close();
    }

    private boolean refreshed() {
        return refresh().failures() == 0;
    }

    private BundleState refreshOnce() {
        Instant now = clock.instant();
        try {
            BundleResponse response = source.fetch(etag);
            if (response.document().isPresent()) {
                adopted.adopt(response.document().get(), now);
                etag = response.etag();
            }
            enforce();
            return new BundleState(
                    state.store(), inForce, adopted.last(), expired(), Optional.of(now), state.lastFailure(), 0);
        } catch (BundleRefusedException e) {
            return failed(now, Optional.of(e.reason()), e);
        } catch (IOException | RuntimeException e) {
            return failed(now, Optional.empty(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(now, Optional.empty(), e);
        }
    }

    private BundleState failed(Instant now, Optional<BundleRefusal> refusal, Exception e) {
        etag = null; // What was unchanged may not be what is there now.
        enforce();
        String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        return new BundleState(
                state.store(),
                inForce,
                adopted.last(),
                expired(),
                state.lastSuccess(),
                Optional.of(new BundleState.Failure(now, refusal, Quoted.plain(message))),
                state.failures() + 1);
    }

    /** Puts in force what is due, in one step, if it is not. */
    private void enforce() {
        Optional<Bundle> due = due();
        if (!due.equals(inForce)) {
            inForce = due;
            if (linchpin != null) {
                linchpin.replacePolicy(policyOf(due));
            }
        }
    }

    private Optional<Bundle> due() {
        return expired() && afterExpiry == AfterBundleExpiry.BUILT_IN ? Optional.empty() : adopted.last();
    }

    private boolean expired() {
        Instant now = clock.instant();
        return adopted.last()
                .map(bundle -> bundle.isExpiredAt(BundleVerifier.notBefore(adopted.last(), now)))
                .orElse(false);
    }

    private PinPolicy policyOf(Optional<Bundle> bundle) {
        try {
            return bundle.isPresent() ? limits.apply(bundle.get()) : builtIn;
        } catch (BundleRefusedException e) {
            throw new IllegalStateException(e); // It was applied before it was adopted.
        }
    }

    /** Looks whether the adopted bundle has expired, and says how long that will take otherwise. */
    private Duration untilExpiry() {
        synchronized (refreshing) {
            boolean before = state.expired();
            enforce();
            if (expired() != before) {
                publish(new BundleState(
                        state.store(),
                        inForce,
                        adopted.last(),
                        expired(),
                        state.lastSuccess(),
                        state.lastFailure(),
                        state.failures()));
            }
            Instant now = clock.instant();
            return adopted.last()
                    .filter(bundle -> !bundle.isExpiredAt(now))
                    .map(bundle -> Duration.between(now, bundle.expires()).plusMillis(1))
                    .orElse(RefreshLoop.NEVER);
        }
    }

    private void publish(BundleState now) {
        state = now;
        try {
            listener.accept(now);
        } catch (RuntimeException e) {
            // A listener that throws keeps no bundle away.
        }
    }

    /** Collects options; each may be set once. Not safe for use by several threads. */
    public static final class Builder {
        private static final Duration INTERVAL = Duration.ofHours(1);
        private static final Duration MISMATCH_SPREAD = Duration.ofSeconds(10);
        private static final Duration DEADLINE = Duration.ofSeconds(30);
        private static final int MAX_BYTES = 256 << 10;

        private @Nullable String audience;
        private @Nullable TrustedKeys keys;
        private @Nullable PinPolicy policy;
        private @Nullable BundleLimits limits;
        private @Nullable BundleStore store;
        private @Nullable Long minVersion;
        private @Nullable BundleSource source;
        private @Nullable Duration interval;
        private @Nullable Duration mismatchSpread;
        private @Nullable Duration deadline;
        private @Nullable Integer maxBytes;
        private @Nullable AfterBundleExpiry afterExpiry;
        private @Nullable Consumer<BundleState> listener;
        private @Nullable Clock clock;
        private @Nullable DoubleSupplier lot;

        private Builder() {}

        /** Required: for whom bundles have to be. */
        public Builder audience(String audience) {
            this.audience = once("audience", this.audience, audience);
            return this;
        }

        /** Required: the keys that are trusted until bundles name others. */
        public Builder keys(TrustedKeys keys) {
            this.keys = once("keys", this.keys, keys);
            return this;
        }

        /** Required: the built-in policy, in force until there is a bundle, and whenever there is no trusted one. */
        public Builder policy(PinPolicy policy) {
            this.policy = once("policy", this.policy, policy);
            return this;
        }

        /** {@link BundleLimits#none} unless set. */
        public Builder limits(BundleLimits limits) {
            this.limits = once("limits", this.limits, limits);
            return this;
        }

        /** Required: where adopted bundles are kept. */
        public Builder store(BundleStore store) {
            this.store = once("store", this.store, store);
            return this;
        }

        /** The version below which nothing is adopted, whatever the store has forgotten; 1 unless set. */
        public Builder minVersion(long version) {
            this.minVersion = once("minVersion", this.minVersion, version);
            return this;
        }

        /** Required. */
        public Builder source(BundleSource source) {
            this.source = once("source", this.source, source);
            return this;
        }

        /** How often to ask, more or less a fifth; an hour unless set. */
        public Builder interval(Duration interval) {
            this.interval = once("interval", this.interval, positive("interval", interval));
            return this;
        }

        /** Within what time a mismatch is followed by a refresh; ten seconds unless set, so that a whole fleet does not ask at once. */
        public Builder mismatchSpread(Duration spread) {
            this.mismatchSpread = once("mismatchSpread", this.mismatchSpread, spread);
            return this;
        }

        /** How long a fetch may take from beginning to end; thirty seconds unless set. */
        public Builder deadline(Duration deadline) {
            this.deadline = once("deadline", this.deadline, positive("deadline", deadline));
            return this;
        }

        /** The largest document that is read, up to 1 MiB; 256 KiB unless set. */
        public Builder maxBytes(int maxBytes) {
            if (maxBytes < 1 || maxBytes > SignedBundle.MAX_BYTES) {
                throw new IllegalArgumentException(
                        "maxBytes is " + maxBytes + ", expected between 1 and " + SignedBundle.MAX_BYTES);
            }
            this.maxBytes = once("maxBytes", this.maxBytes, maxBytes);
            return this;
        }

        /** {@link AfterBundleExpiry#KEEP} unless set. */
        public Builder afterExpiry(AfterBundleExpiry afterExpiry) {
            this.afterExpiry = once("afterExpiry", this.afterExpiry, afterExpiry);
            return this;
        }

        /** Hears of every refresh, and when the adopted bundle expires, on the thread of the updater; what it throws is dropped. */
        public Builder listener(Consumer<BundleState> listener) {
            this.listener = once("listener", this.listener, listener);
            return this;
        }

        /** The system's unless set. */
        public Builder clock(Clock clock) {
            this.clock = once("clock", this.clock, clock);
            return this;
        }

        /** From 0 to 1: what tests draw. */
        Builder lot(DoubleSupplier lot) {
            this.lot = once("lot", this.lot, lot);
            return this;
        }

        /**
         * The updater, with what is in the store. Nothing is fetched before it is started or asked.
         *
         * @throws IllegalStateException if an option that is required is not set
         */
        public BundleUpdater build() {
            return new BundleUpdater(this);
        }

        private static Duration positive(String option, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(option + " is " + duration + ", expected more than nothing");
            }
            return duration;
        }

        private static <T> T require(String option, @Nullable T value) {
            if (value == null) {
                throw new IllegalStateException(option + " is not set, expected it to be");
            }
            return value;
        }

        private static <T> T or(@Nullable T value, T otherwise) {
            return value == null ? otherwise : value;
        }

        private static <T> T once(String option, @Nullable T before, T now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set twice, expected once");
            }
            return Objects.requireNonNull(now, option);
        }
    }
}
