package dev.linchpin.process;

/** What a program says of a {@code tls.connect}. It is no proof: the server knows what it received. */
public sealed interface ConnectAnswer {
    /** The server answered. */
    record Accepted(int status, String body) implements ConnectAnswer {}

    /**
     * The program refused the server.
     *
     * @param reason its own words
     */
    record Refused(Stage stage, String reason) implements ConnectAnswer {}

    /** Which check a server did not pass. */
    enum Stage {
        /** The platform's: signatures, dates, authority, host name. */
        PLATFORM,
        PINS;

        /** @throws IllegalArgumentException if there is no such stage */
        static Stage parse(String text) {
            return switch (text) {
                case "platform" -> PLATFORM;
                case "pins" -> PINS;
                default -> throw new IllegalArgumentException("stage \"" + text + "\", expected platform or pins");
            };
        }
    }
}
