package dev.linchpin.cli.peer;

/** A server that shows no certificates. The message says why, as the end of a sentence about it. */
public final class PeerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    PeerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stood in the way. */
    public enum Reason {
        /** Nobody listens there, or no packet gets there. */
        UNREACHABLE,
        /** It did not answer in time. */
        LATE,
        /** It speaks another protocol. */
        OTHER_THAN_TLS,
        /** It has nothing to present to such a client, or hangs up. */
        REFUSED,
        /** It does not keep to the protocol. */
        FAILED,
        /** The connection broke. */
        LOST
    }

    public Reason reason() {
        return reason;
    }
}
