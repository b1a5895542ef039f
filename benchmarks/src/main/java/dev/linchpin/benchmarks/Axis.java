package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Where values stand from left to right.
 *
 * @param from zero on a linear axis, a power of ten on a logarithmic one
 * @param text a value for people, with its unit
 */
record Axis(double from, double to, boolean logarithmic, DoubleFunction<String> text) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int MOST_STEPS = 5;

    /** From zero to a round number, with room for every whisker. */
    static Axis linear(List<Row> rows, DoubleFunction<String> text) {
        double highest = metrics(rows).mapToDouble(Axis::high).max().orElse(1);
        double step = step(highest);
        return new Axis(0, step * Math.ceil(highest / step), false, text);
    }

    /** Whole decades, from below the lowest value on: a whisker may begin before, since there is no zero. */
    static Axis logarithmic(List<Row> rows, DoubleFunction<String> text) {
        double lowest = metrics(rows).mapToDouble(Metric::median).min().orElse(1);
        double highest = metrics(rows).mapToDouble(Axis::high).max().orElse(1);
        double from = Math.pow(10, Math.floor(Math.log10(lowest)));
        return new Axis(from, Math.max(10 * from, Math.pow(10, Math.ceil(Math.log10(highest)))), true, text);
    }

    private static Stream<Metric> metrics(List<Row> rows) {
        return rows.stream().flatMap(row -> row.marks().values().stream());
    }

    static double low(Metric metric) {
        return metric.median() - metric.knownError().orElse(0);
    }

    static double high(Metric metric) {
        return metric.median() + metric.knownError().orElse(0);
    }

    /** 0 at the left end, 1 at the right one, and never beyond. */
    double share(double value) {
        double share =
                logarithmic ? Math.log10(Math.max(value, from) / from) / decades() : (value - from) / (to - from);
        return Math.min(1, Math.max(0, share));
    }

    private double decades() {
        return Math.log10(to / from);
    }

    /** Round numbers, both ends among them. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long steps = Math.round(logarithmic ? decades() : to / step(to));
        for (int i = 0; i <= steps; i++) {
            ticks.add(logarithmic ? from * Math.pow(10, i) : i * to / steps);
        }
        return ticks;
    }

    /** A tick for people: on a linear axis only the last one has its unit. */
    String tick(double tick) {
        String value = text.apply(tick);
        return logarithmic || tick == to ? value : value.substring(0, value.indexOf(' '));
    }

    /** The least of 1, 2, 5, 10 … of which few lead up to there. */
    private static double step(double highest) {
        double decade = Math.pow(10, Math.floor(Math.log10(highest / MOST_STEPS)));
        return Stream.of(1, 2, 5, 10)
                .mapToDouble(factor -> factor * decade)
                .filter(step -> highest / step <= MOST_STEPS)
                .findFirst()
                .orElse(highest);
    }

    /** In the unit that leaves the fewest digits. */
    static String time(double nanos) {
        if (nanos < NANOS_PER_MICRO) {
            return Claim.number(nanos) + " ns";
        }
        return nanos < NANOS_PER_MILLI ? micros(nanos) : Claim.number(nanos / NANOS_PER_MILLI) + " ms";
    }

    static String micros(double nanos) {
        return Claim.number(nanos / NANOS_PER_MICRO) + " µs";
    }
}
