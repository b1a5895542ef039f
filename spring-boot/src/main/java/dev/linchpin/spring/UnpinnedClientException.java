package dev.linchpin.spring;

/** A client of the application would not be pinned. The message says which, and what was expected. */
final class UnpinnedClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnpinnedClientException(String message) {
        super(message);
    }
}
