package dev.linchpin.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Requests per second of the client that is pinned by Linchpin: the median over an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class RequestRate {
    private final Sample perSecond = new Sample();

    @Setup(Level.Iteration)
    public void clear() {
        perSecond.clear();
    }

    void add(double rate) {
        perSecond.add(rate);
    }

    public double requestsPerSecond() {
        return perSecond.median();
    }
}
