package dev.linchpin.examples;

import dev.linchpin.pki.TestCertificate;
import java.io.Closeable;
import java.util.List;

/** A server on loopback that presents what it is told to, and counts what clients say to it inside TLS. */
interface Peer extends Closeable {
    /** How the server for a framework is started. */
    @FunctionalInterface
    interface Kind {
        Peer start(TestCertificate leaf) throws Exception;
    }

    int port();

    /** For each connection so far, in the order of arrival, how many bytes of the application have come by it. */
    List<Long> applicationBytes();

    /** Ends the open connections, as politely as can be, and waits for the clients to see it. */
    void endConnections() throws Exception;

    /** Waits until every client that was refused has gone away. */
    void awaitQuiet() throws Exception;
}
