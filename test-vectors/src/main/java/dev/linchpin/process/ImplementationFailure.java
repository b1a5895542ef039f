package dev.linchpin.process;

/** An implementation did not answer: it crashed, hung, or broke the protocol. */
public final class ImplementationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** In which way there was no answer. */
    public enum Kind {
        CRASH,
        HANG,
        ERROR
    }

    private final Kind kind;

    private ImplementationFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static ImplementationFailure crash(String message) {
        return new ImplementationFailure(Kind.CRASH, message);
    }

    static ImplementationFailure hang(String message) {
        return new ImplementationFailure(Kind.HANG, message);
    }

    public static ImplementationFailure error(String message) {
        return new ImplementationFailure(Kind.ERROR, message);
    }

    /** For a thread that was asked to stop; asks it again. */
    public static ImplementationFailure interrupted() {
        Thread.currentThread().interrupt();
        return error("the run was interrupted");
    }

    public Kind kind() {
        return kind;
    }
}
