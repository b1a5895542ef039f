package dev.linchpin.chain;

import dev.linchpin.pin.Pin;
import dev.linchpin.pin.PinSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which certificates satisfy the pins; each is hashed at most once in a search. Not safe for use by several threads. */
final class PinMatches {
    private final PinSet pins;
    private final Map<CertificateNode, Optional<Pin>> known = new HashMap<>();

    PinMatches(PinSet pins) {
        this.pins = pins;
    }

    /**
     * The pin that a certificate satisfies, if any.
     *
     * @throws dev.linchpin.pin.PinFormatException as {@link PinSet#match}
     */
    Optional<Pin> of(CertificateNode node) {
        Optional<Pin> match = known.get(node);
        if (match == null) {
            match = pins.match(node.certificate());
            known.put(node, match);
        }
        return match;
    }

    /** The lowest certificate of a path that satisfies a pin. */
    @Nullable
    Match lowest(Candidate candidate) {
        for (int i = 0; i < candidate.nodes().size(); i++) {
            Optional<Pin> pin = of(candidate.nodes().get(i));
            if (pin.isPresent()) {
                return new Match(i, pin.get());
            }
        }
        return null;
    }

    /**
     * A pin, and which certificate satisfies it.
     *
     * @param index counted from the leaf
     */
    record Match(int index, Pin pin) {}
}
