package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure one case, in a JVM of its own unless told otherwise, and reads what it says. */
final class Forks {
    private static final String PACKAGE = "dev.linchpin.benchmarks.jmh.";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    /** The first JDK that warns of native libraries (JEP 472) and of {@code sun.misc.Unsafe} (JEP 498). */
    private static final int WARNS = 24;

    private static final Map<String, Double> PERCENTILES = Map.of("p50", 50.0, "p99", 99.0, "p99.9", 99.9);

    private Forks() {}

    /** Ends the JVMs that were started, and theirs, together with this one. */
    static void endWithThisProcess() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
    }

    /**
     * Measures a case once.
     *
     * @return the iterations of each metric; that of the score is the first
     * @throws WrongAnswerException if the benchmark fails
     */
    static Map<String, Iterations> measure(Case measured, Pace pace) throws WrongAnswerException {
        Collection<RunResult> results;
        try {
            results = new Runner(options(measured, pace).build()).run();
        } catch (RunnerException e) {
            throw new WrongAnswerException(measured, e);
        }
        Map<String, Iterations> metrics = new LinkedHashMap<>();
        for (RunResult run : results) {
            Mode mode = run.getParams().getMode();
            String score = metrics.isEmpty() ? "" : mode.shortLabel();
            run.getAggregatedResult().getIterationResults().forEach(iteration -> read(iteration, score, metrics));
        }
        return metrics;
    }

    private static ChainedOptionsBuilder options(Case measured, Pace pace) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(PACKAGE + measured.name()) + "$")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(pace.forks())
                .warmupIterations(pace.warmups())
                .measurementIterations(pace.iterations())
                .threads(measured.threads() == 0 ? Runtime.getRuntime().availableProcessors() : measured.threads())
                .addProfiler(GCProfiler.class)
                .jvmArgsPrepend(jvmArguments());
        if (!pace.iteration().isZero()) {
            TimeValue time = TimeValue.milliseconds(pace.iteration().toMillis());
            options.warmupTime(time).measurementTime(time);
        }
        measured.params().forEach((name, value) -> options.param(name, value));
        return options;
    }

    /** Leave for Conscrypt to load its native library, and for JMH to use Unsafe. JMH adds the arguments of this process. */
    private static String[] jvmArguments() {
        return Runtime.version().feature() < WARNS
                ? new String[0]
                : new String[] {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"};
    }

    /** The values of one metric in the iterations of one round. */
    record Iterations(String unit, List<Double> values) {
        private static Iterations in(String unit) {
            return new Iterations(unit, new ArrayList<>());
        }

        double[] array() {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** @param name of the score: empty in the first mode of a benchmark, that of the mode in others */
    private static void read(IterationResult iteration, String name, Map<String, Iterations> metrics) {
        Result<?> score = iteration.getPrimaryResult();
        add(metrics, name, score.getScoreUnit(), score.getScore());
        if (iteration.getBenchmarkParams().getMode() == Mode.SampleTime) {
            PERCENTILES.forEach((rank, percentile) -> add(
                    metrics, rank, score.getScoreUnit(), score.getStatistics().getPercentile(percentile)));
        }
        iteration.getSecondaryResults().forEach((label, result) -> {
            if (label.equals(ALLOCATED)) {
                add(metrics, Measurement.BYTES, "B/op", result.getScore());
            } else if (!label.contains("gc.")) {
                add(metrics, label, "", result.getScore());
            }
        });
    }

    private static void add(Map<String, Iterations> metrics, String name, String unit, double value) {
        metrics.computeIfAbsent(name, absent -> Iterations.in(unit)).values().add(value);
    }
}
