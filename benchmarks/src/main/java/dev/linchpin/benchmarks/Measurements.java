package dev.linchpin.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that one run measured. */
record Measurements(List<Measurement> all) {
    /** Time for one operation. */
    static final Function<Measurement, @Nullable Metric> SCORE = Measurement::score;

    /** Bytes allocated by one operation. */
    static final Function<Measurement, @Nullable Metric> BYTES = more(Measurement.BYTES);

    Measurements {
        all = List.copyOf(all);
    }

    static Function<Measurement, @Nullable Metric> more(String name) {
        return measurement -> measurement.more().get(name);
    }

    Stream<Measurement> of(String benchmark) {
        return all.stream().filter(measurement -> measurement.benchmark().equals(benchmark));
    }

    boolean has(Case measured) {
        return all.stream().anyMatch(measurement -> measurement.measured().equals(measured));
    }

    Optional<Metric> metric(Case measured, Function<Measurement, @Nullable Metric> kind) {
        return all.stream()
                .filter(measurement -> measurement.measured().equals(measured))
                .findFirst()
                .map(kind);
    }

    /** The median of the rounds' medians; empty if it was not measured. */
    OptionalDouble value(Case measured, Function<Measurement, @Nullable Metric> kind) {
        return metric(measured, kind).map(Measurements::ofRounds).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble ofRounds(Metric metric) {
        return OptionalDouble.of(Metric.medianOf(doubles(metric)));
    }

    /**
     * How many times the peer's cost ours is: the median over the rounds of the ratio within a round, since only what was
     * measured side by side can be compared on a machine that does other things too. Empty if either was not measured.
     */
    OptionalDouble ratio(Case ours, Case peers, Function<Measurement, @Nullable Metric> kind) {
        Optional<Metric> mine = metric(ours, kind);
        Optional<Metric> theirs = metric(peers, kind);
        if (mine.isEmpty() || theirs.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] numerators = doubles(mine.get());
        double[] denominators = doubles(theirs.get());
        double[] ratios = IntStream.range(0, Math.min(numerators.length, denominators.length))
                .mapToDouble(round -> numerators[round] / denominators[round])
                .toArray();
        return OptionalDouble.of(Metric.medianOf(ratios));
    }

    private static double[] doubles(Metric metric) {
        return metric.rounds().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
