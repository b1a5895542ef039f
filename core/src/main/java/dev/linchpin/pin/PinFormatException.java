package dev.linchpin.pin;

/** A pin, or the bytes to compute one from, that cannot be read. The message names what was found and what was expected. */
public final class PinFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PinFormatException(String message) {
        super(message);
    }

    PinFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
