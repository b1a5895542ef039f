package dev.linchpin.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.util.ListStatistics;

/**
 * What one case measured of one kind, with four significant digits.
 *
 * @param median of all iterations of all rounds
 * @param error half of the interval that holds the mean with 99.9 %; null if there are less than three iterations
 * @param rounds the median of each round's iterations, in their order, so that ratios can be taken within a round
 */
@JsonPropertyOrder({"unit", "median", "error", "rounds"})
record Metric(String unit, double median, @Nullable Double error, List<Double> rounds) {
    private static final int ENOUGH_FOR_AN_ERROR = 3;
    private static final double CONFIDENCE = 0.999;
    private static final MathContext DIGITS = new MathContext(4);

    Metric {
        rounds = List.copyOf(rounds);
    }

    /** @param iterations of each round */
    static Metric of(String unit, List<double[]> iterations) {
        double[] all = iterations.stream().flatMapToDouble(Arrays::stream).toArray();
        Double error = all.length < ENOUGH_FOR_AN_ERROR
                ? null
                : (Double) rounded(new ListStatistics(all).getMeanErrorAt(CONFIDENCE));
        return new Metric(
                unit,
                rounded(medianOf(all)),
                error,
                iterations.stream().map(round -> rounded(medianOf(round))).toList());
    }

    /** The error, if there were iterations enough and each was a number. */
    OptionalDouble knownError() {
        return error == null || error.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(error);
    }

    static double medianOf(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : value;
    }
}
