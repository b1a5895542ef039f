package dev.linchpin.config;

import java.util.Optional;

/**
 * A text, and where it stands.
 *
 * @param position nothing if it does not come from a file
 */
public record Located(String text, Optional<Position> position) {
    public static Located of(String text) {
        return new Located(text, Optional.empty());
    }

    public static Located at(Position position, String text) {
        return new Located(text, Optional.of(position));
    }
}
