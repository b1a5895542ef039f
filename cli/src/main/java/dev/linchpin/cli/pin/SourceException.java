package dev.linchpin.cli.pin;

import dev.linchpin.pin.PinFormatException;

/** A source that cannot be read. The message completes the sentence "SOURCE: …". */
final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    SourceException(String reason) {
        super(reason);
    }

    SourceException(PinFormatException cause) {
        this(String.valueOf(cause.getMessage()), cause);
    }

    SourceException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
