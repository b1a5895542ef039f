package dev.linchpin.cli.target;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A platform that code is written for: what its file beside this class says. Immutable.
 *
 * @param title for people
 * @param language of what is written
 * @param files what is written, the one with the pins first
 * @param abilities what its pins can say
 * @param writer the writer of core that has the last word on what can be said, if there is one
 * @param run what of the code is run by this project's own tests
 * @param reason why no more of it is, or what to know of that; empty if all is
 * @param published what the recipe that guides print for this platform gets wrong
 */
public record Target(
        String name,
        String title,
        String language,
        List<Piece> files,
        Set<Ability> abilities,
        Optional<Format> writer,
        Run run,
        String reason,
        Optional<Published> published) {
    public Target {
        files = List.copyOf(files);
        abilities = Set.copyOf(abilities);
    }

    boolean isPropertyList() {
        return writer.equals(Optional.of(Format.IOS)) || writer.equals(Optional.of(Format.TRUSTKIT_IOS));
    }

    /**
     * A file to be written.
     *
     * @param name as the platform wants it
     * @param template what writes it; empty if it is a file of a recipe, as it is
     * @param copy the file of a recipe: {@code node/pin-verifier.mjs}
     */
    public record Piece(String name, Optional<String> template, Optional<String> copy) {
        public Piece {
            if (template.isPresent() == copy.isPresent()) {
                throw new IllegalArgumentException(name + ": expected either a template or a copy");
            }
        }
    }

    /**
     * A recipe of guides.
     *
     * @param fault what it gets wrong, in a clause
     * @param scenario the scenario of the gauntlet that shows it
     */
    public record Published(String fault, Optional<String> scenario) {}

    /** A format that core writes. */
    public enum Format {
        ANDROID,
        OKHTTP,
        TRUSTKIT_ANDROID,
        TRUSTKIT_IOS,
        IOS;

        @JsonCreator
        static Format parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** What the tests do with the code. */
    public enum Run {
        /** It is driven at hostile and genuine servers. */
        LIVE("live"),
        /** It is read by the platform's own reader, or one that is compared with it. */
        PARSED("parsed"),
        /** A compiler accepts it. */
        COMPILED("compiled"),
        NOT_RUN("not run");

        private final String text;

        Run(String text) {
            this.text = text;
        }

        @JsonCreator
        static Run parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace(' ', '_'));
        }

        @Override
        @JsonValue
        public String toString() {
            return text;
        }
    }
}
