package dev.linchpin.android;

/**
 * A file that leads to no configuration.
 *
 * @param by who refused it
 * @param message the platform's own, or that of a compiler
 */
public record Refusal(By by, String message) implements NscReading {
    /** Who refuses. */
    public enum By {
        /** The build of the application: the file is not well-formed, or refers to a resource that does not exist. */
        BUILD,
        /** The application, on the device, as soon as it makes its first connection. */
        PLATFORM
    }
}
