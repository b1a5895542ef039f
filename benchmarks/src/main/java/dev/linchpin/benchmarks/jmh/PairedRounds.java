package dev.linchpin.benchmarks.jmh;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The times of all variants, round by round: medians over an iteration. Ratios are of speeds within a round, so that a client without
 * any cost has 1.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class PairedRounds {
    private final Map<Variant, Long> round = new EnumMap<>(Variant.class);
    private final Map<Variant, Sample> toPlain = new EnumMap<>(Variant.class);
    private Contest.@Nullable ServerShare serverShare;

    public PairedRounds() {
        for (Variant variant : Variant.values()) {
            toPlain.put(variant, new Sample());
        }
    }

    @Setup(Level.Iteration)
    public void clear() {
        toPlain.values().forEach(Sample::clear);
        serverShare = null;
    }

    void roundBegins(Contest contest) {
        if (serverShare == null) {
            serverShare = contest.serverShare();
        }
    }

    void add(Variant variant, long nanos) {
        round.put(variant, nanos);
    }

    void roundDone() {
        double plain = round.get(Variant.PLAIN);
        round.forEach((variant, nanos) -> toPlain.get(variant).add(plain / nanos));
    }

    public double linchpinToPlain() {
        return toPlain.get(Variant.LINCHPIN).median();
    }

    public double replacedToPlain() {
        return toPlain.get(Variant.REPLACED).median();
    }

    /** NaN for a client without a sound pinner of its own. */
    public double ownPinnerToPlain() {
        return toPlain.get(Variant.OWN).median();
    }

    /** Plain against plain: as far from 1 as the measurement is from the truth. */
    public double controlToPlain() {
        return toPlain.get(Variant.CONTROL).median();
    }

    /** The server's part of the CPU time of the process: work that is the same for all variants. */
    public double serverCpuShare() {
        return serverShare == null ? Double.NaN : serverShare.now();
    }
}
