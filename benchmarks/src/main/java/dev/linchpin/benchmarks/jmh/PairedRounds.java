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
 * What all variants take, round by round: medians over an iteration, NaN for a variant that takes no part. Ratios are of speeds within
 * a round, so that a client without any cost has 1; bytes are differences within a round.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class PairedRounds {
    private final Map<Variant, Sample> toPlain = new EnumMap<>(Variant.class);
    private final Map<Variant, Sample> addedBytes = new EnumMap<>(Variant.class);
    private final Sample beyondHooks = new Sample();
    private Contest.@Nullable ServerShare server;
    private double serverShare = Double.NaN;

    @Setup(Level.Iteration)
    public void clear() {
        toPlain.values().forEach(Sample::clear);
        addedBytes.values().forEach(Sample::clear);
        beyondHooks.clear();
        server = null;
    }

    void roundBegins(Contest contest) {
        if (server == null) {
            server = contest.serverShare();
        }
    }

    /** @param turns of each variant that took part */
    void roundDone(Map<Variant, Turn> turns) {
        Turn plain = Objects.requireNonNull(turns.get(Variant.PLAIN));
        turns.forEach((variant, turn) -> {
            of(toPlain, variant).add((double) plain.nanos() / turn.nanos());
            of(addedBytes, variant).add(turn.bytes() - plain.bytes());
        });
        Turn hooked = turns.get(Variant.HOOKED);
        if (hooked != null) {
            beyondHooks.add(Objects.requireNonNull(turns.get(Variant.LINCHPIN)).bytes() - hooked.bytes());
        }
        serverShare = server == null ? Double.NaN : server.now();
    }

    private static Sample of(Map<Variant, Sample> samples, Variant variant) {
        return samples.computeIfAbsent(variant, absent -> new Sample());
    }

    public double linchpinToPlain() {
        return of(toPlain, Variant.LINCHPIN).median();
    }

    public double replacedToPlain() {
        return of(toPlain, Variant.REPLACED).median();
    }

    /** NaN for a client without a sound pinner of its own. */
    public double ownPinnerToPlain() {
        return of(toPlain, Variant.OWN).median();
    }

    /** A client with hooks that do nothing. */
    public double hookedToPlain() {
        return of(toPlain, Variant.HOOKED).median();
    }

    /** Plain against plain: as far from 1 as the measurement is from the truth. */
    public double controlToPlain() {
        return of(toPlain, Variant.CONTROL).median();
    }

    /** What Linchpin's client allocates for a request, less what the plain one does. */
    public double linchpinAddedBytes() {
        return of(addedBytes, Variant.LINCHPIN).median();
    }

    /** The same of a client with hooks that do nothing. */
    public double hookedAddedBytes() {
        return of(addedBytes, Variant.HOOKED).median();
    }

    /** Plain against plain, in bytes: 0 unless the client itself varies. */
    public double controlAddedBytes() {
        return of(addedBytes, Variant.CONTROL).median();
    }

    /** What Linchpin's client allocates for a request, less what one with hooks that do nothing does. */
    public double linchpinBytesBeyondHooks() {
        return beyondHooks.median();
    }

    /** The server's part of the CPU time of the process: work that is the same for all variants. */
    public double serverCpuShare() {
        return serverShare;
    }
}
