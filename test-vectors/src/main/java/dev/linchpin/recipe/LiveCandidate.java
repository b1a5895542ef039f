package dev.linchpin.recipe;

/** A program that is to play the gauntlet, before it is started. */
public record LiveCandidate(Identity identity, Opening opening) {
    /** Starts the program. */
    public interface Opening {
        /**
         * Starts it, after whatever has to be built. The caller closes it.
         *
         * @throws NotRunException if this machine lacks something, or no such program exists
         * @throws RuntimeException if the program is broken
         */
        ProgramDriver open() throws NotRunException;
    }
}
