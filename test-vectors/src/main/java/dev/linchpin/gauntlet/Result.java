package dev.linchpin.gauntlet;

import org.jspecify.annotations.Nullable;

/**
 * What came of one scenario with one client.
 *
 * @param client the name of the driver
 * @param applicationBytes the bytes of requests that the judged server received during the judged step
 * @param failure what the client threw, if it did
 * @param note one sentence about whatever was not expected; otherwise empty
 */
public record Result(
        Scenario scenario,
        String client,
        Protocol protocol,
        Outcome expected,
        Outcome actual,
        long applicationBytes,
        @Nullable Throwable failure,
        String note) {
    /** Whether this is not what the scenario demands, or a refused server received as much as one byte of a request. */
    public boolean unexpected() {
        return actual != expected || leaked();
    }

    /** Whether the judged server, which must be refused, received any byte of a request. */
    public boolean leaked() {
        return expected == Outcome.REFUSE && applicationBytes > 0;
    }

    @Override
    public String toString() {
        return scenario.id() + " / " + client + " " + protocol.alpn() + ": expected " + expected + ", was " + actual
                + " with " + applicationBytes + " request bytes" + (note.isEmpty() ? "" : "; " + note);
    }
}
