package dev.linchpin.httpclient5;

/**
 * Which halves of an installation are in place: the one in the builder of the connection manager, and the one in the builder
 * of the client. Each asks for the other at every request, so that half an installation fails at the first.
 *
 * <p>Thread-safe. A half that is in place stays there.
 */
final class Installation {
    private static final String BOTH =
            "make one HttpClient5Pinning.of(linchpin), and apply its connections to the builder of"
                    + " the connection manager and its client to the builder of the client";

    /** How to install, for a client builder that has a connection manager already. */
    static final String MANAGER_IS_MADE =
            "The client builder has a connection manager already. If something else makes both,"
                    + " as Spring Boot does, " + BOTH
                    + ". Otherwise call install once, on a builder without a connection manager,"
                    + " and pass the builder of the connection manager to it";

    /** What becomes of a builder from which {@code install} has built its connection manager. */
    static final String USED_UP =
            "The builder of this connection manager is used up: HttpClient5Pinning.install has built"
                    + " another one from it. If something else makes connection manager and client, as Spring Boot does, "
                    + BOTH
                    + ". Otherwise give each client a builder of its own";

    private volatile boolean connections;
    private volatile boolean client;

    void connectionsAreInPlace() {
        connections = true;
    }

    void clientIsInPlace() {
        client = true;
    }

    void requireConnections() {
        if (!connections) {
            throw new IllegalStateException(
                    "The client asks before each request, but its connections are not judged when"
                            + " they are made: HttpClient5Pinning.connections was not applied; " + BOTH);
        }
    }

    void requireClient() {
        if (!client) {
            throw new IllegalStateException("The connections are judged when they are made, but the client does not ask"
                    + " before each request: HttpClient5Pinning.client was not applied; " + BOTH);
        }
    }
}
