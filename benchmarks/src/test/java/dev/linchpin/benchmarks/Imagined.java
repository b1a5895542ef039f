package dev.linchpin.benchmarks;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instead of JMH: what it would measure if every bar held with room to spare, and one thing that is otherwise. */
final class Imagined implements Execution.Gauge {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    static final Machine MACHINE = new Machine("imagined processor", 2, 24, "imagined system", "imagined VM", 0.1);

    private static final Map<String, Double> SCORES = Map.of("linchpin", 1.0, "floor", 1.0, "jcaFloor", 1.0);
    private static final Map<String, Map<String, Double>> METRICS = Map.of(
            "Handshake",
            Map.of(
                    "linchpinToOkHttp", 0.1,
                    "linchpinToClient", 0.001,
                    "clientNanos", 1_000_000.0,
                    "pkixNanos", 200_000.0,
                    "linchpinNanos", 1_000.0,
                    "okHttpNanos", 4_000.0),
            "AddedSignatures",
            Map.of("verificationsPerLink", 0.0),
            "ClientConnections",
            Map.of("linchpinToPlain", 0.995),
            "WarmRequests",
            Map.of(
                    "linchpinToPlain",
                    0.995,
                    "controlToPlain",
                    1.001,
                    "requestsPerSecond",
                    10_000.0,
                    "linchpinBytesBeyondHooks",
                    8.0),
            "ParallelRequests",
            Map.of("linchpinToPlain", 0.995),
            "Contention",
            Map.of("contendedMonitors", 0.0, "pinnedCarriers", 0.0),
            "SessionMemory",
            Map.of("linchpinRetainedBytes", 40.0),
            "PolicySwap",
            Map.of("nanosBeyondContext", 100.0),
            "PolicyBuild",
            Map.of("retainedBytesPerRule", 300.0));

    private final List<String> calls = new ArrayList<>();
    private final Map<String, double[]> otherwise = new HashMap<>();

    static Report report(int jdk, Plan plan) throws WrongAnswerException {
        return new Imagined().reported(jdk, plan);
    }

    Report reported(int jdk, Plan plan) throws WrongAnswerException {
        Measurements measured = measured(plan);
        return new Report(
                jdk,
                Bars.of(measured, jdk, MACHINE.processors(), plan.benchmarks()),
                "quick",
                CLOCK.instant().toString(),
                MACHINE,
                measured.all());
    }

    Measurements measured(Plan plan) throws WrongAnswerException {
        return new Execution(plan, CLOCK, step -> {}).run(this);
    }

    /**
     * @param what a case, a space, and the name of a metric, or {@code score}
     * @param rounds a value for each round
     */
    Imagined but(String what, double... rounds) {
        otherwise.put(what, rounds);
        return this;
    }

    List<String> calls() {
        return calls;
    }

    @Override
    public Map<String, Forks.Iterations> measure(Case measured, Pace pace) {
        calls.add(measured.toString());
        Map<String, Forks.Iterations> metrics = new LinkedHashMap<>();
        double score = SCORES.getOrDefault(measured.method(), 1e6);
        boolean counts = measured.benchmark().equals("Scaling");
        put(metrics, "", measured, "score", counts ? score * processorsOf(measured) : score);
        put(
                metrics,
                Measurement.BYTES,
                measured,
                Measurement.BYTES,
                measured.method().equals("linchpin") ? 1 : 2);
        METRICS.getOrDefault(measured.benchmark(), Map.of())
                .forEach((name, value) -> put(metrics, name, measured, name, value));
        return metrics;
    }

    /** Threads that have a processor to themselves. */
    private static int processorsOf(Case measured) {
        return Math.min(measured.threads(), MACHINE.processors());
    }

    private void put(Map<String, Forks.Iterations> metrics, String as, Case measured, String name, double usually) {
        double[] rounds = otherwise.get(measured + " " + name);
        int round = (int) calls.stream().filter(measured.toString()::equals).count() - 1;
        double value = rounds == null ? usually : rounds[Math.min(round, rounds.length - 1)];
        if (!Double.isNaN(value)) {
            metrics.put(as, new Forks.Iterations("ns/op", List.of(value)));
        }
    }
}
