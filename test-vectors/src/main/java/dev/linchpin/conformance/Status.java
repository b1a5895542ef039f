package dev.linchpin.conformance;

/** What came of one case. */
public enum Status {
    /** The answer is the one wanted. */
    PASS,
    /** The answer is another one, or differs when asked again. */
    FAIL,
    /** The implementation lacks the operation or a feature, and says so. */
    SKIP,
    /** The implementation reports an error, or breaks the protocol. */
    ERROR,
    /** The process ended instead of answering. */
    CRASH,
    /** The time was over before there was an answer. */
    HANG,
    /** Failed, and was expected to. */
    XFAIL,
    /** Passed or was skipped, though expected to fail. */
    XPASS;

    /** Whether this must not be, in an implementation that is as it claims to be. */
    public boolean unexpected() {
        return switch (this) {
            case PASS, SKIP, XFAIL -> false;
            case FAIL, ERROR, CRASH, HANG, XPASS -> true;
        };
    }
}
