package dev.linchpin.spring;

import org.jspecify.annotations.Nullable;

/** A property is wrong. The message is one sentence that begins with its name. */
final class RefusedPropertyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String property;

    RefusedPropertyException(String property, @Nullable String problem) {
        super(property + ": " + problem);
        this.property = property;
    }

    /** With the sentence of whoever has refused it. */
    RefusedPropertyException(String property, RuntimeException cause) {
        super(property + ": " + cause.getMessage(), cause);
        this.property = property;
    }

    String property() {
        return property;
    }
}
