package dev.linchpin.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the operations of {@link Handshake#inPlace} have measured: medians over an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class InPlaceCosts {
    private final Sample client = new Sample();
    private final Sample pkix = new Sample();
    private final Sample linchpin = new Sample();
    private final Sample okHttp = new Sample();
    private final Sample toOkHttp = new Sample();
    private final Sample toClient = new Sample();
    private boolean linchpinFirst;
    private long lastOfLinchpin;
    private long lastOfOkHttp;

    @Setup(Level.Iteration)
    public void clear() {
        client.clear();
        pkix.clear();
        linchpin.clear();
        okHttp.clear();
        toOkHttp.clear();
        toClient.clear();
    }

    boolean linchpinFirst() {
        return linchpinFirst;
    }

    void linchpin(long pinNanos, long pkixNanos, long clientNanos) {
        lastOfLinchpin = pinNanos;
        client.add((double) clientNanos);
        pkix.add((double) pkixNanos);
        linchpin.add((double) pinNanos);
        toClient.add((double) pinNanos / clientNanos);
    }

    void okHttp(long pinNanos) {
        lastOfOkHttp = pinNanos;
        okHttp.add((double) pinNanos);
    }

    void operationDone() {
        toOkHttp.add((double) lastOfLinchpin / lastOfOkHttp);
        linchpinFirst = !linchpinFirst;
    }

    /** The client's side of the handshake that Linchpin judged, all in all. */
    public double clientNanos() {
        return client.median();
    }

    /** The part of it that is PKIX. */
    public double pkixNanos() {
        return pkix.median();
    }

    /** The part of it that is the pin check. */
    public double linchpinNanos() {
        return linchpin.median();
    }

    public double okHttpNanos() {
        return okHttp.median();
    }

    public double linchpinToOkHttp() {
        return toOkHttp.median();
    }

    public double linchpinToClient() {
        return toClient.median();
    }
}
