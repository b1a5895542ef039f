package dev.linchpin.recipe;

/** An implementation cannot be run on this machine, which says nothing of the implementation. */
public final class NotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason a clause that names what is missing */
    public NotRunException(String reason) {
        super(reason);
    }

    /** A clause that names what is missing. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
