package dev.linchpin.remote;

import org.jspecify.annotations.Nullable;

/** A bundle that is refused as a whole. Nothing of it is in force, and nothing that was in force has changed. */
public final class BundleRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final BundleRefusal reason;

    BundleRefusedException(BundleRefusal reason, String message) {
        this(reason, message, null);
    }

    BundleRefusedException(BundleRefusal reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public BundleRefusal reason() {
        return reason;
    }
}
