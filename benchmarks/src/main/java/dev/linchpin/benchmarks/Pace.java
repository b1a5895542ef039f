package dev.linchpin.benchmarks;

import java.time.Duration;

/**
 * How long a case is measured in one round. A benchmark of single shots has as many of them as iterations, and no warm-up time.
 *
 * @param forks 1, or 0 to stay in this process
 */
record Pace(int forks, int warmups, int iterations, Duration iteration) {
    /** What it takes to start a JVM and to set the benchmark up. */
    private static final Duration START = Duration.ofMillis(1300);

    static Pace of(int warmups, int iterations, int milliseconds) {
        return new Pace(1, warmups, iterations, Duration.ofMillis(milliseconds));
    }

    /** For answers, not for times. */
    static Pace glance() {
        return new Pace(0, 0, 1, Duration.ofMillis(20));
    }

    /** For the progress, until it is known better. */
    Duration estimate() {
        Duration measuring = iteration.multipliedBy(warmups + iterations);
        return forks == 0 ? measuring : measuring.plus(START);
    }
}
