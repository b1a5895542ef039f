package dev.linchpin.android;

/** A file that no application can contain, because aapt2 does not compile it. */
final class NotCompiledException extends Exception {
    private static final long serialVersionUID = 1L;

    NotCompiledException(String message) {
        super(message);
    }
}
