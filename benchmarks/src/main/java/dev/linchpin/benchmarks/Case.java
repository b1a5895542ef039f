package dev.linchpin.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One method of a benchmark with one value for each of its parameters.
 *
 * @param benchmark the simple name of the class in {@code dev.linchpin.benchmarks.jmh}
 * @param threads how many threads run it; 0 for one on each processor
 */
record Case(String benchmark, String method, Map<String, String> params, int threads) {
    Case {
        params = Map.copyOf(params);
    }

    /** @param params name, value, name, value … */
    static Case of(String benchmark, String method, String... params) {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i + 1 < params.length; i += 2) {
            named.put(params[i], params[i + 1]);
        }
        return new Case(benchmark, method, named, 1);
    }

    Case with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(params);
        more.put(name, value);
        return new Case(benchmark, method, more, threads);
    }

    boolean has(String name, String value) {
        return value.equals(params.get(name));
    }

    /** The same question, put to another. */
    Case by(String otherMethod) {
        return new Case(benchmark, otherMethod, params, threads);
    }

    Case onAllThreads() {
        return on(0);
    }

    /** The same, by so many threads at a time. */
    Case on(int number) {
        return new Case(benchmark, method, params, number);
    }

    String name() {
        return benchmark + "." + method;
    }

    /** The values of the parameters, in the order of their names, and the threads if there are several. */
    String values() {
        String values = params.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(param -> switch (param.getKey()) {
                    case "rules" -> grouped(param.getValue()) + " rules";
                    case "swapsPerSecond" -> param.getValue() + " swaps/s";
                    case "clientThreads" -> param.getValue() + " threads";
                    case "connections", "requests" -> grouped(param.getValue()) + " " + param.getKey();
                    default -> param.getValue();
                })
                .collect(Collectors.joining(" "));
        return switch (threads) {
            case 0 -> (values + " all threads").strip();
            case 1 -> values;
            default -> (values + " " + threads + " threads").strip();
        };
    }

    private static String grouped(String number) {
        return number.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
    }

    @Override
    public String toString() {
        return (name() + " " + values()).strip();
    }
}
