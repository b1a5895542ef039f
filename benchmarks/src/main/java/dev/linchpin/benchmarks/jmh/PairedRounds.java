package dev.linchpin.benchmarks.jmh;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
    private final Map<Variant, Sample> toPlain = new EnumMap<>(Variant.class);
    private Contest.@Nullable ServerShare server;
    private double serverShare = Double.NaN;

    @Setup(Level.Iteration)
    public void clear() {
        toPlain.values().forEach(Sample::clear);
        server = null;
    }

    void roundBegins(Contest contest) {
        if (server == null) {
            server = contest.serverShare();
        }
    }

    /** @param nanos of the turn of each variant that took part */
    void roundDone(Map<Variant, Long> nanos) {
        double plain = Objects.requireNonNull(nanos.get(Variant.PLAIN));
        nanos.forEach((variant, taken) -> sample(variant).add(plain / taken));
        serverShare = server == null ? Double.NaN : server.now();
    }

    private Sample sample(Variant variant) {
        return toPlain.computeIfAbsent(variant, absent -> new Sample());
    }

    public double linchpinToPlain() {
        return sample(Variant.LINCHPIN).median();
    }

    public double replacedToPlain() {
        return sample(Variant.REPLACED).median();
    }

    /** NaN for a client without a sound pinner of its own. */
    public double ownPinnerToPlain() {
        return sample(Variant.OWN).median();
    }

    /** Plain against plain: as far from 1 as the measurement is from the truth. */
    public double controlToPlain() {
        return sample(Variant.CONTROL).median();
    }

    /** The server's part of the CPU time of the process: work that is the same for all variants. */
    public double serverCpuShare() {
        return serverShare;
    }
}
