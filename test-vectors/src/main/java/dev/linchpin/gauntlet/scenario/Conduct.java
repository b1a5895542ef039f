package dev.linchpin.gauntlet.scenario;

import java.time.Duration;

/** How a server of a scenario behaves, apart from the certificates that it presents. */
public sealed interface Conduct {
    /** Answers every request at once. */
    record Serves() implements Conduct {}

    /** Sends its part of the handshake byte by byte, with this pause after each; answers at once when that is done. */
    record Dribbles(Duration pause) implements Conduct {}

    /** Is an HTTP proxy: whatever host and port {@code CONNECT} asks for (RFC 9110, section 9.3.6), it leads to this server. */
    record TunnelsTo(String server) implements Conduct {}

    /** Is not there: the port is held, so that nobody else can have it, and connections are refused. */
    record IsDown() implements Conduct {}
}
