package dev.linchpin.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A run beside an earlier one. Only ratios to a peer in the same run are compared, never times: another machine, or the same
 * one on another day, changes both sides of a ratio.
 */
final class Comparison {
    /** A ratio of times that is worse by more than this has probably not become so by chance. */
    static final double TOLERANCE = 0.25;

    /** Counting bytes is nearly exact, and each round of clients is a pair. */
    static final double TIGHT_TOLERANCE = 0.03;

    private static final Map<String, String> PEERS = Map.of("PinOfCertificate", "floor");
    private static final String USUAL_PEER = "okHttp";

    private Comparison() {}

    /** @param before how many times the peer's cost ours was, and is {@code now} */
    record Change(String what, double before, double now, double tolerance) {
        boolean isWorse() {
            return now > before * (1 + tolerance);
        }
    }

    /** Every ratio that both runs have. */
    static List<Change> of(Measurements baseline, Measurements now) {
        Map<String, Double> before = ratios(baseline);
        List<Change> changes = new ArrayList<>();
        ratios(now).forEach((what, ratio) -> {
            Double earlier = before.get(what);
            if (earlier != null) {
                changes.add(new Change(what, earlier, ratio, tolerance(what)));
            }
        });
        return changes;
    }

    private static double tolerance(String what) {
        return what.contains("bytes") || what.contains("plain") ? TIGHT_TOLERANCE : TOLERANCE;
    }

    /** Cost of ours / cost of the peer's: a ratio that grows is a regression, whatever it is of. */
    private static Map<String, Double> ratios(Measurements measured) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Measurement measurement : measured.all()) {
            Case ours = measurement.measured();
            if (ours.method().equals("linchpin")) {
                Case peer = ours.by(PEERS.getOrDefault(ours.benchmark(), USUAL_PEER));
                put(ratios, ours + ", time / " + peer.method(), measured.ratio(ours, peer, Measurements.SCORE));
                put(ratios, ours + ", bytes / " + peer.method(), measured.ratio(ours, peer, Measurements.BYTES));
            }
            put(ratios, ours + ", time / okHttp in place", more(measured, ours, "linchpinToOkHttp"));
            OptionalDouble rate = more(measured, ours, "linchpinToPlain");
            put(ratios, ours + ", time / plain", rate.isPresent() ? OptionalDouble.of(1 / rate.getAsDouble()) : rate);
        }
        return ratios;
    }

    private static OptionalDouble more(Measurements measured, Case ours, String metric) {
        return measured.value(ours, Measurements.more(metric));
    }

    private static void put(Map<String, Double> ratios, String what, OptionalDouble ratio) {
        ratio.ifPresent(value -> ratios.put(what, value));
    }
}
