package dev.linchpin.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the client's side of a handshake costs: medians over an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ClientCosts {
    private final Sample cpu = new Sample();
    private final Sample bytes = new Sample();

    @Setup(Level.Iteration)
    public void clear() {
        cpu.clear();
        bytes.clear();
    }

    void add(long cpuNanos, long allocatedBytes) {
        cpu.add((double) cpuNanos);
        bytes.add((double) allocatedBytes);
    }

    public double clientCpuNanos() {
        return cpu.median();
    }

    public double clientBytes() {
        return bytes.median();
    }
}
