package dev.linchpin.chain;

import dev.linchpin.pin.Pin;

/** What a search for a pinned path came to. */
public sealed interface PathOutcome {

    /** A valid path holds a certificate that satisfies this pin. */
    record Pinned(ValidatedPath path, Pin pin) implements PathOutcome {}

    /** There are valid paths, of which this is one, but none holds a pinned certificate. */
    record Unpinned(ValidatedPath path) implements PathOutcome {}

    /** No path from the leaf to a trust anchor is valid. */
    record NoPath() implements PathOutcome {}

    /** The presented certificates offer more paths than the search may try. */
    record OverBudget() implements PathOutcome {}
}
