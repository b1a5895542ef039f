package dev.linchpin.benchmarks.jmh;

import java.util.function.LongSupplier;

/** Sums what some clocks say between {@link #start} and {@link #stop}. For one thread. */
final class Meter {
    private final LongSupplier[] clocks;
    private final long[] totals;

    private Meter(LongSupplier... clocks) {
        this.clocks = clocks;
        this.totals = new long[clocks.length];
    }

    static Meter of(LongSupplier... clocks) {
        return new Meter(clocks);
    }

    void start() {
        for (int i = 0; i < clocks.length; i++) {
            totals[i] -= clocks[i].getAsLong();
        }
    }

    void stop() {
        for (int i = 0; i < clocks.length; i++) {
            totals[i] += clocks[i].getAsLong();
        }
    }

    /** The sum of the clock with this index. */
    long total(int clock) {
        return totals[clock];
    }
}
