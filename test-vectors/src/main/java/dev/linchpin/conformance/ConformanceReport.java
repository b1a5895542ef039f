package dev.linchpin.conformance;

import java.util.List;

/**
 * What came of all implementations. Immutable; two runs with one seed differ in nothing but the time that answers took.
 *
 * @param cases how many cases were put to each implementation
 */
public record ConformanceReport(long seed, List<String> topics, int cases, List<ImplementationResult> implementations) {
    public ConformanceReport {
        topics = List.copyOf(topics);
        implementations = List.copyOf(implementations);
    }

    /** Whether nothing failed that was not expected to. */
    public boolean asExpected() {
        return implementations.stream().allMatch(ImplementationResult::asExpected);
    }
}
