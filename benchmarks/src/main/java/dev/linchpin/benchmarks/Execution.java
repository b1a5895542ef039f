package dev.linchpin.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Carries out a plan, and tells how far it has come. */
final class Execution {
    private final Plan plan;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private Duration estimated = Duration.ZERO;
    private int begun;

    Execution(Plan plan, InstantSource clock, Consumer<String> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /** How one case is measured in one round. */
    interface Gauge {
        Map<String, Forks.Iterations> measure(Case measured, Pace pace) throws WrongAnswerException;
    }

    /** @throws WrongAnswerException on the first benchmark that fails; nothing is worth reading then */
    Measurements run(Gauge gauge) throws WrongAnswerException {
        Instant start = clock.instant();
        int steps = plan.groups().stream()
                .mapToInt(group -> group.rounds() * group.cases().size())
                .sum();
        List<Measurement> measurements = new ArrayList<>();
        for (Group group : plan.groups()) {
            Map<Case, Map<String, List<Forks.Iterations>>> rounds = new LinkedHashMap<>();
            for (int round = 0; round < group.rounds(); round++) {
                for (Case measured : group.cases()) {
                    begun++;
                    progress.accept(begun + " of " + steps + ": " + measured + ", " + left(start));
                    Map<String, List<Forks.Iterations>> metrics =
                            rounds.computeIfAbsent(measured, first -> new LinkedHashMap<>());
                    gauge.measure(measured, group.pace())
                            .forEach((name, iterations) -> metrics.computeIfAbsent(name, first -> new ArrayList<>())
                                    .add(iterations));
                    estimated = estimated.plus(group.pace().estimate());
                }
            }
            rounds.forEach((measured, metrics) -> measurements.add(measurement(measured, metrics)));
        }
        return new Measurements(measurements);
    }

    private static Measurement measurement(Case measured, Map<String, List<Forks.Iterations>> rounds) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        rounds.forEach((name, iterations) -> metrics.put(
                name,
                Metric.of(
                        iterations.get(0).unit(),
                        iterations.stream().map(Forks.Iterations::array).toList())));
        Metric score = metrics.remove("");
        if (score == null) {
            throw new IllegalStateException("JMH measured nothing for " + measured);
        }
        return Measurement.of(measured, score, metrics);
    }

    /** What is left of the estimate, stretched by how much longer than estimated it took up to now. */
    private String left(Instant start) {
        Duration rest = plan.estimate().minus(estimated);
        double stretch = estimated.isZero()
                ? 1
                : (double) Duration.between(start, clock.instant()).toMillis() / estimated.toMillis();
        return "about " + text(Duration.ofMillis(Math.round(rest.toMillis() * stretch))) + " left";
    }

    static String text(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        return seconds < 90 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
