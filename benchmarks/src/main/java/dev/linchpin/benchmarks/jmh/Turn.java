package dev.linchpin.benchmarks.jmh;

/**
 * What one variant took for its requests of one round.
 *
 * @param bytes that the client's threads allocated for each request
 */
record Turn(long nanos, double bytes) {}
