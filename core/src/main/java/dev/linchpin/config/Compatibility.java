package dev.linchpin.config;

/** By whose lights a file is read. */
public enum Compatibility {
    /** Ours: whatever a platform reads in a surprising way is an error that says so. */
    STRICT,
    /** Exactly as Android reads it, surprises included: to compare with what apps do, not to configure a client with. */
    ANDROID
}
