package dev.linchpin.conformance;

/** An implementation did not answer: it crashed, hung, or broke the protocol. */
final class ImplementationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;

    private ImplementationFailure(Status status, String message) {
        super(message);
        this.status = status;
    }

    static ImplementationFailure crash(String message) {
        return new ImplementationFailure(Status.CRASH, message);
    }

    static ImplementationFailure hang(String message) {
        return new ImplementationFailure(Status.HANG, message);
    }

    static ImplementationFailure error(String message) {
        return new ImplementationFailure(Status.ERROR, message);
    }

    /** For a thread that was asked to stop; asks it again. */
    static ImplementationFailure interrupted() {
        Thread.currentThread().interrupt();
        return error("the run was interrupted");
    }

    Status status() {
        return status;
    }
}
