package dev.linchpin.chain;

import dev.linchpin.pin.Pin;
import java.util.Optional;

/** What a search for a pinned path came to. */
public sealed interface PathOutcome {

    /** A valid path holds a certificate that satisfies this pin. */
    record Pinned(ValidatedPath path, Pin pin) implements PathOutcome {}

    /** There are valid paths, of which this is one, but none holds a pinned certificate. */
    record Unpinned(ValidatedPath path) implements PathOutcome {}

    /**
     * This valid path holds a pinned certificate, but it leads on past another trust anchor, and the trust manager's word
     * ends at that one.
     */
    record Unattested(ValidatedPath path) implements PathOutcome {}

    /**
     * No path from the leaf to a trust anchor is valid.
     *
     * @param missingIssuer if not even names lead to a trust anchor: the name, escaped for logs, of who issued the last certificate
     *     that there is
     */
    record NoPath(Optional<String> missingIssuer) implements PathOutcome {}

    /** The trust manager names no trust anchor to which a path could lead. */
    record NoAnchors() implements PathOutcome {}

    /** The presented certificates offer more paths than the search may try. */
    record OverBudget() implements PathOutcome {}
}
