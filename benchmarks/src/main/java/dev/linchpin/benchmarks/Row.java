package dev.linchpin.benchmarks;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One question in a chart, and what came of it for each series that was measured.
 *
 * @param marks in the order in which they are drawn
 */
record Row(String label, Map<Series, Metric> marks) {
    Row {
        marks = Collections.unmodifiableMap(new LinkedHashMap<>(marks));
    }

    static Row of(String label) {
        return new Row(label, Map.of());
    }

    Row with(Series series, Optional<Metric> metric) {
        Map<Series, Metric> more = new LinkedHashMap<>(marks);
        metric.ifPresent(measured -> more.put(series, measured));
        return new Row(label, more);
    }
}
