package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {
    @Test
    void the_median_is_in_the_middle() {
        assertEquals(2, Metric.medianOf(9, 1, 2));
        assertEquals(2.5, Metric.medianOf(9, 1, 2, 3));
        assertTrue(Double.isNaN(Metric.medianOf()));
    }

    @Test
    void keeps_the_rounds_apart() {
        Metric metric = Metric.of("ns/op", List.of(new double[] {1, 2, 3}, new double[] {10, 20, 30}));
        assertEquals(List.of(2.0, 20.0), metric.rounds());
        assertEquals(6.5, metric.median());
    }

    /** Student's t of 0.9995 for two degrees of freedom is 31.6; the standard error of 1, 2, 3 is 1/√3. */
    @Test
    void the_error_is_that_of_99_9_percent() {
        assertEquals(18.24, Metric.of("ns/op", List.of(new double[] {1, 2, 3})).error());
    }

    @Test
    void two_values_have_no_error() {
        assertNull(
                Metric.of("ns/op", List.of(new double[] {1}, new double[] {2})).error());
    }
}
