package dev.linchpin.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Milliseconds that the process has taken: the median over an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class WallTime {
    private final Sample millis = new Sample();

    @Setup(Level.Iteration)
    public void clear() {
        millis.clear();
    }

    void add(double duration) {
        millis.add(duration);
    }

    public double wallMillis() {
        return millis.median();
    }
}
