package dev.linchpin.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The axis is drawn from 146 to 440. */
class DrawingTest {
    private static List<Row> rows(double median, @Nullable Double error) {
        return List.of(Row.of("<one>")
                .with(Series.LINCHPIN, Optional.of(new Metric("ns/op", median, error, List.of(median))))
                .with(Series.OK_HTTP, Optional.empty()));
    }

    private static String drawn(Panel... panels) {
        return Drawing.of(new Chart("a & b", List.of(panels), List.of()));
    }

    private static Panel linear(List<Row> rows) {
        return new Panel("linear", Axis.linear(rows, Axis::micros), rows, false);
    }

    private static Panel logarithmic(List<Row> rows) {
        return new Panel("logarithmic", Axis.logarithmic(rows, Axis::time), rows, false);
    }

    @Test
    void a_bar_reaches_from_zero_to_the_value_and_its_whisker_from_end_to_end() {
        String svg = drawn(linear(rows(3000, 1000.0)));
        assertTrue(svg.contains("class=\"linchpin\" x=\"146\" y=\"124\" width=\"220.5\""), svg);
        assertTrue(svg.contains("M293 126v8M293 130H440M440 126v8"), svg);
        assertTrue(svg.contains(">3 µs<") && svg.contains("Linchpin 3 µs ± 1 µs."), svg);
    }

    @Test
    void a_logarithmic_axis_has_dots_and_no_bars() {
        String svg = drawn(logarithmic(rows(100, 900.0)));
        assertTrue(svg.contains("<circle class=\"linchpin\" cx=\"146\""), svg);
        assertFalse(svg.contains("<rect class=\"linchpin\""), svg);
    }

    @Test
    void a_whisker_that_begins_before_the_axis_has_no_end_there() {
        String svg = drawn(logarithmic(rows(500, 500.0)));
        assertTrue(svg.contains("d=\"M146 130H440M440 126v8\""), svg);
    }

    @Test
    void what_has_no_error_has_no_whisker() {
        assertFalse(drawn(linear(rows(3000, null))).contains("class=\"whisker\""));
        assertFalse(drawn(linear(rows(3000, Double.NaN))).contains("class=\"whisker\""));
    }

    @Test
    void an_enlarged_panel_says_how_much_of_the_axis_above_it_is() {
        List<Row> small = rows(4000, 500.0);
        Panel enlarged = new Panel("part", Axis.linear(small, Axis::micros), small, true);
        String svg = drawn(linear(rows(2_000_000, null)), enlarged);
        assertTrue(svg.contains(">the first 5 µs, enlarged 400 times<"), svg);
    }

    @Test
    void markup_in_a_text_is_text() {
        String svg = drawn(linear(rows(1, null)));
        assertTrue(svg.contains(">a &amp; b<") && svg.contains(">&lt;one&gt;<"), svg);
    }
}
