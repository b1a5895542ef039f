package dev.linchpin.android;

import java.lang.reflect.InvocationTargetException;

/** What the platform throws, in one line. */
final class Failures {
    private Failures() {}

    /** The message of what is wrong with the file; with the name of the exception in front, unless it is the one for that. */
    static String message(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && isWrapping(cause)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage().replaceAll("\\s+", " ");
        String name = cause.getClass().getSimpleName();
        return name.equals("ParserException") ? message : message.isEmpty() ? name : name + ": " + message;
    }

    private static boolean isWrapping(Throwable thrown) {
        return thrown instanceof InvocationTargetException || thrown.getClass().equals(RuntimeException.class);
    }
}
