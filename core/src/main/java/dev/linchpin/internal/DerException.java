package dev.linchpin.internal;

/** Bytes that are not the DER they should be; the only exception {@link DerReader} throws. */
public final class DerException extends Exception {
    private static final long serialVersionUID = 1L;

    DerException(String message) {
        super(message);
    }
}
