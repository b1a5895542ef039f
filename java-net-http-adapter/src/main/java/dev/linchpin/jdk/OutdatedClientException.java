package dev.linchpin.jdk;

import java.io.IOException;

/** A request found itself on a client whose generation is over, before a byte of it was sent, or of the hop that a redirect led to. */
final class OutdatedClientException extends IOException {
    private static final long serialVersionUID = 1L;

    OutdatedClientException(String host) {
        super("the pin policy was replaced while the request was on its way to " + host
                + ", and open connections belong to the policy before; expected it to be sent again");
    }

    static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutdatedClientException) {
                return true;
            }
        }
        return false;
    }
}
