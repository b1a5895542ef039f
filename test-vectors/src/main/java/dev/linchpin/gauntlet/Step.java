package dev.linchpin.gauntlet;

/** One thing that happens in a scenario. */
public sealed interface Step {
    /**
     * The client asks for a URL.
     *
     * @param url with {@code {name}} in the place of the port of a server of the scenario
     * @param expected the judged server answers, or must not
     */
    record Get(String url, Expectation expected) implements Step {}

    /** The application replaces the policy of the running client. */
    record ReplacePolicy(PolicySpec policy) implements Step {}

    /** The server politely ends all its connections, so that the next request needs a new handshake, possibly a resumed one. */
    record CloseConnections(String server) implements Step {}
}
