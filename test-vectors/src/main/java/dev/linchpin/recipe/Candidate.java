package dev.linchpin.recipe;

import dev.linchpin.vectors.Implementation;

/** An implementation that is to be judged, before it is started. */
public record Candidate(Identity identity, Opening opening, ExpectedFailures expectedFailures) {
    /** Starts the implementation. One that is {@link AutoCloseable} is closed when it has been judged. */
    public interface Opening {
        /**
         * Starts it, after whatever has to be built.
         *
         * @throws NotRunException if this machine lacks something
         * @throws RuntimeException if the implementation is broken
         */
        Implementation open() throws NotRunException;
    }
}
