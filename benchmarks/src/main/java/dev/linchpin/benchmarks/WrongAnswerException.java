package dev.linchpin.benchmarks;

/** A benchmark did not do what it is to measure: it failed, or one of its assertions did. */
final class WrongAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    WrongAnswerException(Case measured, Throwable cause) {
        super(measured + " failed: " + root(cause), cause);
    }

    /** JMH wraps what a benchmark threw several times, and puts it among the suppressed. */
    private static String root(Throwable thrown) {
        Throwable next = thrown.getCause() != null
                ? thrown.getCause()
                : thrown.getSuppressed().length > 0 ? thrown.getSuppressed()[0] : null;
        return next == null ? thrown.toString() : root(next);
    }
}
