package dev.linchpin.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one case measured.
 *
 * @param score what JMH counts: time for one operation, or operations in a time
 * @param more allocated bytes ({@link #BYTES}), percentiles, and what the benchmark itself counted
 */
@JsonPropertyOrder({"benchmark", "method", "params", "threads", "score", "more"})
record Measurement(
        String benchmark,
        String method,
        SortedMap<String, String> params,
        int threads,
        Metric score,
        SortedMap<String, Metric> more) {
    /** Bytes allocated by one operation. */
    static final String BYTES = "bytesPerOp";

    static Measurement of(Case measured, Metric score, Map<String, Metric> more) {
        return new Measurement(
                measured.benchmark(),
                measured.method(),
                new TreeMap<>(measured.params()),
                measured.threads(),
                score,
                new TreeMap<>(more));
    }

    Case measured() {
        return new Case(benchmark, method, params, threads);
    }
}
