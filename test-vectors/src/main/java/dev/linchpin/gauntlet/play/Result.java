package dev.linchpin.gauntlet.play;

import dev.linchpin.gauntlet.scenario.Outcome;
import dev.linchpin.gauntlet.scenario.Scenario;
import dev.linchpin.gauntlet.transport.Protocol;
import dev.linchpin.gauntlet.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What came of one scenario with one client.
 *
 * @param client the name of the driver
 * @param provider who does the client's TLS
 * @param applicationBytes the bytes of requests that the judged server received during the judged step, or from the one before it on
 *     that went wrong or had to be refused
 * @param failure what the client threw, if it did
 * @param note one sentence about whatever was not demanded; otherwise empty
 * @param knownFailure why the client is known not to do what is demanded; null if it is held to it
 */
public record Result(
        Scenario scenario,
        String client,
        String provider,
        Transport transport,
        Outcome expected,
        Outcome actual,
        long applicationBytes,
        @Nullable Throwable failure,
        String note,
        @Nullable String knownFailure) {
    /** Whether this is not what the scenario demands, or a refused server received as much as one byte of a request. */
    public boolean failed() {
        return actual != expected || leaked();
    }

    /** Whether the client failed unknown to all, or does what is demanded although it is known not to. */
    public boolean unexpected() {
        return failed() == (knownFailure == null);
    }

    /** What the client spoke. */
    public Protocol protocol() {
        return transport.http();
    }

    /** Whether the judged server, which must be refused, received any byte of a request. */
    public boolean leaked() {
        return expected == Outcome.REFUSE && applicationBytes > 0;
    }

    /** Whether an attack got through: a peer that must be refused was accepted, or received any byte of a request. */
    public boolean breached() {
        return leaked() || (expected == Outcome.REFUSE && actual == Outcome.ACCEPT);
    }

    @Override
    public String toString() {
        return scenario.id() + " / " + client + " " + protocol().alpn() + ": expected " + expected + ", was " + actual
                + " with " + applicationBytes + " request bytes" + (note.isEmpty() ? "" : "; " + note);
    }
}
