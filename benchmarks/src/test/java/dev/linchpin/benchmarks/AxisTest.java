package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static List<Row> rows(double median, double error) {
        return List.of(
                Row.of("").with(Series.LINCHPIN, Optional.of(new Metric("ns/op", median, error, List.of(median)))));
    }

    private static List<String> ticks(Axis axis) {
        return axis.ticks().stream().map(axis::tick).toList();
    }

    @Test
    void a_linear_axis_leads_from_zero_to_a_round_number_beyond_the_error() {
        assertEquals(List.of("0", "1", "2", "3", "4", "5 µs"), ticks(Axis.linear(rows(4323, 205), Axis::micros)));
        assertEquals(List.of("0", "1", "2", "3", "4 µs"), ticks(Axis.linear(rows(4000, 0), Axis::micros)));
        assertEquals(
                List.of("0", "500", "1,000", "1,500", "2,000", "2,500 µs"),
                ticks(Axis.linear(rows(2_053_000, 74_390), Axis::micros)));
    }

    @Test
    void a_logarithmic_axis_has_whole_decades_in_the_unit_of_each() {
        Axis axis = Axis.logarithmic(rows(59.88, 2_000_000), Axis::time);
        assertEquals(List.of("10 ns", "100 ns", "1 µs", "10 µs", "100 µs", "1 ms", "10 ms"), ticks(axis));
        assertEquals(0.5, axis.share(10_000), 1e-9);
    }

    @Test
    void nothing_stands_beyond_the_ends() {
        Axis logarithmic = Axis.logarithmic(rows(50, 0), Axis::time);
        assertEquals(0, logarithmic.share(-300));
        assertEquals(1, logarithmic.share(101));
        assertEquals(0, Axis.linear(rows(50, 0), Axis::time).share(-1));
    }
}
