package dev.linchpin.chain;

/**
 * How much work one search may cost, since the peer chooses what it presents. Not safe for use by several threads.
 */
final class SearchBudget {
    /** As rustls-webpki budgets signature checks for one path building ({@code Budget} in its verify_cert.rs). */
    static final int SIGNATURES = 100;
    /** Comparisons of names and keys; far above what cross-signing needs, and some milliseconds at the most. */
    static final int STEPS = 10_000;

    private int signatures;
    private int steps;

    void step() throws Exceeded {
        if (++steps > STEPS) {
            throw new Exceeded();
        }
    }

    void signatures(int count) throws Exceeded {
        signatures += count;
        if (signatures > SIGNATURES) {
            throw new Exceeded();
        }
    }

    /** Leaves the recursion at once; carries no stack trace since nothing has gone wrong in this code. */
    static final class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super(null, null, false, false);
        }
    }
}
